package io.vitrine.storegateway.placement;

import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The job that a worker speaks for, and the generation that is its right. Whether both are true is image-api's to say. */
public record JobRight(String task, long generation) {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /**
     * As the path ({@code :task}) and the header of a call say.
     *
     * @throws ProblemException 404 or 400
     */
    public static JobRight of(RoutingContext routing) {
        String task = routing.pathParam("task");
        @Nullable String generation = routing.request().getHeader(Placement.GENERATION_HEADER);
        if (!UUID.matcher(task).matches()) {
            throw new ProblemException(ProblemType.NOT_FOUND.with("There is no such job."));
        }
        if (generation == null || !NUMBER.matcher(generation).matches()) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST.with(Placement.GENERATION_HEADER + " must be the job's generation."));
        }
        return new JobRight(task, Long.parseLong(generation));
    }
}
