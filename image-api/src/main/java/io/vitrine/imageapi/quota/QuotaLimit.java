package io.vitrine.imageapi.quota;

import java.util.Locale;

/** The limits of a project by the names that clients read (spec: operations, section 1.2). */
public enum QuotaLimit {
    /** Bytes of images in stores, each copy counted, with what open writes have reserved. */
    IMAGE_SIZE_TOTAL(true),
    /** Bytes of images that are staged or imported, with what open stagings have reserved. */
    IMAGE_STAGE_TOTAL(true),
    IMAGE_COUNT_TOTAL(false),
    /** Images whose bytes are on their way. */
    IMAGE_COUNT_UPLOADING(false);

    private static final int MIB_BITS = 20;

    private final boolean inMebibytes;
    private final String word = name().toLowerCase(Locale.ROOT);

    QuotaLimit(boolean inMebibytes) {
        this.inMebibytes = inMebibytes;
    }

    /** As clients and the database spell it. */
    String word() {
        return word;
    }

    /** Of a limit as it is set: bytes, or the count. */
    long units(long value) {
        return inMebibytes ? Math.min(value, Long.MAX_VALUE >> MIB_BITS) << MIB_BITS : value;
    }

    /** Of a usage: what clients read. A MiB that is begun counts as one. */
    long shown(long units) {
        return inMebibytes ? Math.ceilDiv(units, 1L << MIB_BITS) : units;
    }

    String unit() {
        return inMebibytes ? " bytes" : "";
    }
}
