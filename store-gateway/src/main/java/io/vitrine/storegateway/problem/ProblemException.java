package io.vitrine.storegateway.problem;

import io.vitrine.contracts.internal.Problem;

/** A call ends in an error that its caller should read. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // An expected ending, not a fault: nobody looks at its stack.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
