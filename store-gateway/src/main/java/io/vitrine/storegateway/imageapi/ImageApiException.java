package io.vitrine.storegateway.imageapi;

import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.problem.ProblemException;

/** Image-api did not do what it was asked. */
public final class ImageApiException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final boolean decided;

    private ImageApiException(Problem problem, boolean decided) {
        super(problem);
        this.decided = decided;
    }

    /** It answered, and its answer stands. */
    static ImageApiException refused(Problem problem) {
        return new ImageApiException(problem, true);
    }

    /** It did not answer, or not with sense: what was asked may or may not have happened. */
    static ImageApiException unknown(Problem problem) {
        return new ImageApiException(problem, false);
    }

    /** True: the answer is final and asking again gives the same. False: nobody knows what happened. */
    public boolean decided() {
        return decided;
    }
}
