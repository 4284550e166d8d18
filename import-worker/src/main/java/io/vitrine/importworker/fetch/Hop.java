package io.vitrine.importworker.fetch;

/** What came of asking a source, redirects followed. */
sealed interface Hop {
    /** It answered with something that is no redirect. */
    record Answered(Answer answer) implements Hop {}

    record Ended(FetchOutcome outcome) implements Hop {}
}
