package io.vitrine.contracts;

import org.jspecify.annotations.Nullable;

/** How large a process is made: one rule for all services (spec: seeds, S16). */
public final class Workers {
    public static final String KEY = "images.workers";

    private static final int MOST_BY_DEFAULT = 8;
    private static final int MOST = 1_024;

    private Workers() {}

    /**
     * As many as given, also more than eight; else as many as processors, at most eight.
     *
     * @param given the value of {@link #KEY}, null or blank when nobody set it
     * @param processors that the process may use; a limit of its container counts
     * @throws IllegalArgumentException for what is no number of workers; it stops the start
     */
    public static int number(@Nullable String given, int processors) {
        if (given == null || given.isBlank()) {
            return Math.min(processors, MOST_BY_DEFAULT);
        }
        String text = given.strip();
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("The setting '%s' must be a whole number from 1 to %d, and '%s' is not."
                    .formatted(KEY, MOST, text));
        }
        return Integer.parseInt(text);
    }
}
