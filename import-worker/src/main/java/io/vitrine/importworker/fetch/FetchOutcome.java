package io.vitrine.importworker.fetch;

/** How opening a source ended. The sentences are for the user: they name phase and cause, and nothing of the network behind us. */
public sealed interface FetchOutcome {
    /** The source answered and its body waits to be read. */
    record Opened(Source source) implements FetchOutcome {}

    /** A rule of ours forbids it; trying again changes nothing. */
    record Denied(String sentence) implements FetchOutcome {}

    /**
     * The source or the way to it does not work.
     *
     * @param statusCode that it answered with, 0 when it did not get so far
     * @param mayPass the same question may find it in a better state
     */
    record Failed(String sentence, int statusCode, boolean mayPass) implements FetchOutcome {
        static Failed forGood(String cause) {
            return new Failed("Fetching the source failed: " + cause + ".", 0, false);
        }

        static Failed forNow(String cause) {
            return new Failed("Fetching the source failed: " + cause + ".", 0, true);
        }

        static Failed status(int status) {
            boolean mayPass = status == 408 || status == 425 || status == 429 || status >= 500;
            return new Failed("Fetching the source failed: it answered with status " + status + ".", status, mayPass);
        }
    }

    /** The source announces more bytes than the image may have. */
    record TooLarge(long announced) implements FetchOutcome {}
}
