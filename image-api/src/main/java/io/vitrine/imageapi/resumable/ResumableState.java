package io.vitrine.imageapi.resumable;

import java.util.Locale;

/** Life of a resumable upload: it begins open and leaves that state once. */
enum ResumableState {
    OPEN,
    /** Every byte is here; the import has been started. */
    COMPLETE,
    /** Given up by its sender, or expired. */
    ENDED;

    /** As the database spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ResumableState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
