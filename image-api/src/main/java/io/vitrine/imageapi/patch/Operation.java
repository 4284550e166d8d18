package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a patch, as it was sent.
 *
 * @param value null for {@link Verb#REMOVE}; a JSON null is a node
 */
record Operation(Verb verb, Pointer path, @Nullable JsonNode value) {
    enum Verb {
        ADD,
        REPLACE,
        REMOVE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Verb> of(String word) {
            for (Verb verb : values()) {
                if (verb.word().equals(word)) {
                    return Optional.of(verb);
                }
            }
            return Optional.empty();
        }
    }
}
