package io.vitrine.imageapi.data;

import io.vitrine.imageapi.quota.QuotaLimit;
import java.util.Locale;

/** What a write is for. */
public enum WriteKind {
    /** A user's bytes go into a store and become the image's. */
    UPLOAD(QuotaLimit.IMAGE_SIZE_TOTAL),
    /** Bytes are kept for an import: a user's, or what it has fetched itself and is to convert. */
    STAGE(QuotaLimit.IMAGE_STAGE_TOTAL),
    /** Some of a user's bytes are kept until the rest has come; the whole was reserved when it was announced. */
    PART(QuotaLimit.IMAGE_STAGE_TOTAL),
    /** An import's bytes go into a store and become the image's. */
    IMPORT(QuotaLimit.IMAGE_SIZE_TOTAL);

    private final QuotaLimit limit;

    WriteKind(QuotaLimit limit) {
        this.limit = limit;
    }

    /** Where its bytes count while they come. */
    QuotaLimit limit() {
        return limit;
    }

    /** As the database spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WriteKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
