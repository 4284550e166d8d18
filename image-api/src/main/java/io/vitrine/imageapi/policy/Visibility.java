package io.vitrine.imageapi.policy;

import java.util.Locale;
import java.util.Optional;

/** Who else than its owner sees an image (spec: model, section 5). */
public enum Visibility {
    PRIVATE,
    SHARED,
    COMMUNITY,
    PUBLIC;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As clients and the database spell it. */
    public String word() {
        return word;
    }

    public static Optional<Visibility> of(String word) {
        for (Visibility visibility : values()) {
            if (visibility.word.equals(word)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
