package io.vitrine.imageapi.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.ProjectLimits.Bound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asked before a project grows, in the transaction that makes it grow: the project's usage is locked until that transaction ends, so that
 * parallel requests cannot overshoot together. Call it after the image and its writes are locked and before they are changed. What shrinks
 * needs no call. Without a limit nothing is locked.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Quotas {
    private final ProjectLimits limits;
    private final UsageTable usage;
    private final MeterRegistry metrics;

    Quotas(ProjectLimits limits, UsageTable usage, MeterRegistry metrics) {
        this.limits = limits;
        this.usage = usage;
        this.metrics = metrics;
    }

    /** @throws ProblemException 413 when the project cannot have one more image */
    public void admitImage(@Nullable String project) {
        refuse(excess(project, QuotaLimit.IMAGE_COUNT_TOTAL));
    }

    /** @throws ProblemException 413 when too many of the project's images are on their way */
    public void admitUpload(@Nullable String project) {
        refuse(excess(project, QuotaLimit.IMAGE_COUNT_UPLOADING));
    }

    /** @throws ProblemException 413 when the project cannot have one more image stored */
    public void admitStored(@Nullable String project) {
        refuse(excess(project, QuotaLimit.IMAGE_SIZE_TOTAL));
    }

    /** @throws ProblemException 413 when the project cannot have one more image staged */
    public void admitStaging(@Nullable String project) {
        refuse(excess(project, QuotaLimit.IMAGE_COUNT_UPLOADING)
                .or(() -> excess(project, QuotaLimit.IMAGE_STAGE_TOTAL)));
    }

    /** Why the project cannot import one more image just now. An import goes straight into its stores, where its bytes are reserved. */
    public Optional<String> refusalOfImport(@Nullable String project) {
        return excess(project, QuotaLimit.IMAGE_COUNT_UPLOADING)
                .or(() -> excess(project, QuotaLimit.IMAGE_STAGE_TOTAL))
                .or(() -> excess(project, QuotaLimit.IMAGE_SIZE_TOTAL));
    }

    /** @throws ProblemException 413 when the project cannot import one more image just now */
    public void admitImport(@Nullable String project) {
        refuse(refusalOfImport(project));
    }

    /**
     * Reserves bytes for a write, or more of them.
     *
     * @param limit the one that they count against
     * @param held what the write has reserved before
     * @param needed so many bytes in all must fit
     * @param most so many in all are enough
     * @throws ProblemException 413 when the project has no room for what is needed
     */
    public Reservation reserve(@Nullable String project, QuotaLimit limit, long held, long needed, long most) {
        Optional<Bound> bound = limits.bound(project, limit);
        if (bound.isEmpty() || project == null) {
            return Reservation.unlimited(most);
        }
        long used = usage.lock(project).of(limit);
        long room = bound.get().units() - used + held;
        if (needed > room) {
            throw ProblemException.tooLarge(rejection(bound.get(), used, needed - held));
        }
        return Reservation.ahead(held, needed, Math.min(room, most));
    }

    private Optional<String> excess(@Nullable String project, QuotaLimit limit) {
        return project == null
                ? Optional.empty()
                : limits.bound(project, limit).flatMap(bound -> {
                    long used = usage.lock(project).of(limit);
                    return used < bound.units() ? Optional.empty() : Optional.of(rejection(bound, used, 1));
                });
    }

    private static void refuse(Optional<String> reason) {
        reason.ifPresent(why -> {
            throw ProblemException.tooLarge(why);
        });
    }

    private String rejection(Bound bound, long used, long more) {
        metrics.counter("image.quota.rejections", "limit", bound.name()).increment();
        return message(bound, used, more);
    }

    private static String message(Bound bound, long used, long more) {
        return "The limit %s allows %d%s; %d are used and %d more were asked for."
                .formatted(bound.name(), bound.units(), bound.limit().unit(), used, more);
    }
}
