package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FetchOrder;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.importworker.convert.ConversionOrder;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.PlaceOutcome;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.gateway.Staged;
import io.vitrine.importworker.gateway.StagedOutcome;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Placing;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;
import io.vitrine.importworker.step.Unpack;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code glance-direct}: staged bytes. They are copied within store-gateway, unless a plugin may have something to do with them: then their
 * beginning, or all of them, come here.
 */
public final class GlanceDirect implements ImportMethod {
    private final GatewayClient gateway;
    private final Copy copy;
    private final Place place;
    private final Unpack unpack;
    private final Conversion conversion;
    private final Duration total;

    /** @param total longest time for all of it */
    public GlanceDirect(GatewayClient gateway, Unpack unpack, Conversion conversion, Duration total) {
        this.gateway = gateway;
        this.copy = new Copy(gateway);
        this.place = new Place(gateway);
        this.unpack = unpack;
        this.conversion = conversion;
        this.total = total;
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        FetchOrder fetch = job.fetchOrPlain();
        Optional<ConversionOrder> order =
                ConversionOrder.of(fetch.convertTo(), fetch.diskFormat(), fetch.containerFormat());
        if (order.isEmpty() && !Unpack.isWanted(fetch)) {
            return copy.run(job, job.stores());
        }
        return switch (gateway.staged(job)) {
            case StagedOutcome.Opened(Staged staged) -> {
                try (staged) {
                    yield run(job, order, staged);
                }
            }
            case StagedOutcome.NotOpened(PlaceOutcome why) -> Placing.outcome(why);
        };
    }

    private StepOutcome<Placed> run(ImportJob job, Optional<ConversionOrder> order, Staged staged)
            throws InterruptedException {
        long deadline = System.nanoTime() + total.toNanos();
        return switch (unpack.run(job, staged.source(deadline))) {
            case Done<Source>(Source source) -> {
                if (Unpack.hasUnpacked(source)) {
                    yield order.isPresent()
                            ? conversion.run(job, order.get(), source, JobProgress.COPYING)
                            : place.run(job, source, JobProgress.COPYING);
                }
                if (order.isPresent()) {
                    yield conversion.convert(job, order.get(), staged, source.bytes(), deadline);
                }
                // Their beginning was enough: the rest need not come here.
                staged.close();
                yield copy.run(job, job.stores());
            }
            case Failed<Source>(JobFailure failure) -> new Failed<>(failure);
            case Stale<Source>() -> new Stale<>();
        };
    }
}
