package io.vitrine.storegateway.imageapi;

import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.problem.ProblemType;

/** Stands in for a problem that an answer should have carried. */
final class Unexplained {
    private Unexplained() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED.with("The token is missing, invalid or expired.");
            case 403 -> ProblemType.FORBIDDEN.with("This is not allowed.");
            case 404 -> ProblemType.NOT_FOUND.with("There is no such image.");
            default -> ProblemType.UNAVAILABLE.with("The image service gave no answer that can be read.");
        };
    }
}
