package io.vitrine.imageapi.quota;

import io.vitrine.imageapi.problem.ProblemException;

/** How many of something one image may have: custom properties, tags, members, locations. */
public final class CountLimit {
    private CountLimit() {}

    /**
     * @param key configuration key of the limit
     * @param allowed negative for no limit
     * @param things their name, for the message
     * @param wanted how many there would be
     * @throws ProblemException 413
     */
    public static void check(String key, int allowed, String things, int wanted) {
        if (allowed >= 0 && wanted > allowed) {
            throw ProblemException.tooLarge(
                    "The limit %s allows an image %d %s; it would have %d.".formatted(key, allowed, things, wanted));
        }
    }
}
