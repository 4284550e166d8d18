package io.vitrine.storegateway.inspect;

/** Bytes are refused for what they are. */
public final class FormatRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Refused verdict;

    public FormatRefused(Verdict.Refused verdict) {
        // An expected ending, not a fault: nobody looks at its stack.
        super(verdict.sentence(), null, false, false);
        this.verdict = verdict;
    }

    public Verdict.Refused verdict() {
        return verdict;
    }
}
