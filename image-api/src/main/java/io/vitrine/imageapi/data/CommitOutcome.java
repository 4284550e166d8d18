package io.vitrine.imageapi.data;

/** How a commit ended. Everything but {@link Committed} means that the bytes must be discarded. */
sealed interface CommitOutcome {
    /** Now or before: the image has these bytes. */
    record Committed() implements CommitOutcome {}

    /** Somebody else has the right to write now, or nobody. */
    record Stale() implements CommitOutcome {}

    /** The image was deleted meanwhile. */
    record Gone() implements CommitOutcome {}

    /** The write is aborted: it is not what its sender announced, or not what the image's other copies are. */
    record Refused(String reason) implements CommitOutcome {}

    /** Nobody remembers such a write; nothing is said about its bytes. */
    record Unknown() implements CommitOutcome {}
}
