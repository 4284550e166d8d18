package io.vitrine.imageapi.cli;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class Sizes {
    private static final String UNITS = "KMGTPE";
    private static final int STEP = 1024;

    private Sizes() {}

    public static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length() - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, UNITS.charAt(unit));
    }
}
