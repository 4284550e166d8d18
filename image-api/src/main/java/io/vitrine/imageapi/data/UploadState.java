package io.vitrine.imageapi.data;

import java.util.Locale;

/** Life of a write: open until it is committed or aborted, and then for ever. */
enum UploadState {
    OPEN,
    COMMITTED,
    ABORTED;

    /** As the database spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static UploadState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
