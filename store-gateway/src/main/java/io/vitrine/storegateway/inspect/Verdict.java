package io.vitrine.storegateway.inspect;

import org.jspecify.annotations.Nullable;

/** What an inspection ends in. */
public sealed interface Verdict {
    /**
     * The bytes may become the image's.
     *
     * @param format what they were found to be; {@code raw} is what is nothing else, {@code gpt} a raw disk with a partition table
     * @param virtualSize bytes of the disk that they describe, null when that is not known
     */
    record Accepted(String format, @Nullable Long virtualSize) implements Verdict {}

    /** They may not; the sentence is for people. */
    record Refused(Reason reason, String sentence) implements Verdict {}

    /** Why, for meters. */
    enum Reason {
        MISMATCH,
        SEVERAL_FORMATS,
        UNSAFE
    }
}
