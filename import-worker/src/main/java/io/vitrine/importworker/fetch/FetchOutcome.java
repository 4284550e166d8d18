package io.vitrine.importworker.fetch;

/** How opening a source ended. The sentences are for the user: they name phase and cause, and nothing of the network behind us. */
public sealed interface FetchOutcome {
    /** The source answered and its body waits to be read. */
    record Opened(Source source) implements FetchOutcome {}

    /** A rule of ours forbids it; trying again changes nothing. */
    record Denied(String sentence) implements FetchOutcome {}

    /** The source or the way to it does not work. */
    record Failed(String sentence) implements FetchOutcome {}

    /** The source announces more bytes than the image may have. */
    record TooLarge(long announced) implements FetchOutcome {}
}
