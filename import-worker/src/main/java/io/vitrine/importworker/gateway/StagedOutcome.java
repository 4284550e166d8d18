package io.vitrine.importworker.gateway;

/** How opening the staged bytes of a job ended. */
public sealed interface StagedOutcome {
    /** They come. */
    record Opened(Staged bytes) implements StagedOutcome {}

    /** @param why as of a placing that did not succeed */
    record NotOpened(PlaceOutcome why) implements StagedOutcome {}
}
