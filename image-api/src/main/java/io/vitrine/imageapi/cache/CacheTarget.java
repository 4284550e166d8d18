package io.vitrine.imageapi.cache;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call takes things out of. */
enum CacheTarget {
    BOTH(""),
    CACHE("?target=cache"),
    QUEUE("?target=queue");

    static final String HEADER = "x-image-cache-clear-target";

    private final String query;

    CacheTarget(String query) {
        this.query = query;
    }

    /** @throws ProblemException 400 for another word */
    static CacheTarget of(@Nullable String header) {
        return switch (header == null ? "" : header.toLowerCase(Locale.ROOT)) {
            case "" -> BOTH;
            case "cache" -> CACHE;
            case "queue" -> QUEUE;
            default ->
                throw ProblemException.badRequest("The header %s must be 'cache', 'queue' or empty.".formatted(HEADER));
        };
    }

    /** For the internal API of a gateway. */
    String query() {
        return query;
    }
}
