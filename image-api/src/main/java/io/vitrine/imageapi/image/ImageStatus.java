package io.vitrine.imageapi.image;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Life of an image and the only moves it may make (spec: model, section 3). */
public enum ImageStatus {
    QUEUED,
    SAVING,
    UPLOADING,
    IMPORTING,
    ACTIVE,
    DEACTIVATED,
    /** Legacy: never entered, hidden from lists, deletable. */
    KILLED,
    PENDING_DELETE,
    DELETED;

    private static final Map<ImageStatus, Set<ImageStatus>> NEXT = Map.of(
            QUEUED, Set.of(SAVING, UPLOADING, IMPORTING, ACTIVE, DELETED),
            SAVING, Set.of(ACTIVE, QUEUED, KILLED, DELETED),
            UPLOADING, Set.of(IMPORTING, QUEUED, DELETED),
            IMPORTING, Set.of(ACTIVE, QUEUED, DELETED),
            ACTIVE, Set.of(DEACTIVATED, PENDING_DELETE, DELETED),
            DEACTIVATED, Set.of(ACTIVE, PENDING_DELETE, DELETED),
            KILLED, Set.of(DELETED),
            PENDING_DELETE, Set.of(DELETED, ACTIVE),
            DELETED, Set.of());

    private final String word = name().toLowerCase(Locale.ROOT);

    public boolean canBecome(ImageStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** As clients and the database spell it. */
    public String word() {
        return word;
    }

    public static ImageStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
