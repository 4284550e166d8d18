package io.vitrine.storegateway.lease;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.RenewedLeases;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of this process alive: one call for all of them, every ten seconds or at a third of the shortest lease. An upload
 * that is no longer ours is told so, once; that is how deletes and cancels arrive. While image-api cannot be reached nothing is given
 * up: the fence is the generation, and a late commit with the current one counts.
 */
@ApplicationScoped
public class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final long RENEW_MILLIS = 10_000;
    private static final long IDLE_MILLIS = 1_000;

    private final Vertx vertx;
    private final ImageApi imageApi;
    private final Holder holder;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    Leases(Vertx vertx, ImageApi imageApi, Holder holder) {
        this.vertx = vertx;
        this.imageApi = imageApi;
        this.holder = holder;
    }

    void start(@Observes StartupEvent started) {
        next();
    }

    /**
     * Renews from now on.
     *
     * @param lost called at most once, from any thread, when the lease is somebody else's or nobody's
     */
    public void hold(UUID upload, long generation, long leaseSeconds, Runnable lost) {
        Held lease = new Held(new LeaseRef(upload, generation), leaseSeconds, lost);
        held.put(upload, lease);
        // The turn that is waited for was chosen for longer leases, or for none.
        Turn waiting = turn.get();
        if (waiting != null
                && waiting.due() - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(lease.renewMillis())
                && turn.compareAndSet(waiting, null)
                && vertx.cancelTimer(waiting.timer())) {
            next();
        }
    }

    /** The upload has ended. */
    public void release(UUID upload) {
        held.remove(upload);
    }

    /** Asks now whether a lease that was held here is still ours; true while nobody says otherwise. */
    public Future<Boolean> stillOurs(UUID upload, long generation) {
        RenewLeases one = new RenewLeases(holder.id(), List.of(new LeaseRef(upload, generation)), List.of());
        return imageApi.renew(one, Caller.service(RequestId.of(null)))
                .map(answer -> !answer.lost().contains(upload))
                .otherwise(true);
    }

    private void next() {
        long millis = held.values().stream().mapToLong(Held::renewMillis).min().orElse(IDLE_MILLIS);
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        turn.set(new Turn(vertx.setTimer(millis, timer -> renew()), due));
    }

    private void renew() {
        turn.set(null);
        List<LeaseRef> mine = held.values().stream().map(Held::ref).toList();
        if (mine.isEmpty()) {
            next();
            return;
        }
        imageApi.renew(new RenewLeases(holder.id(), mine, List.of()), Caller.service(RequestId.of(null)))
                .onSuccess(this::renewed)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("uploads", mine.size())
                        .addKeyValue("cause", failure.getMessage())
                        .log("Leases not renewed; trying again"))
                .onComplete(done -> next());
    }

    private void renewed(RenewedLeases answer) {
        for (UUID upload : answer.lost()) {
            Held lease = held.remove(upload);
            if (lease != null) {
                lease.lost().run();
            }
        }
    }

    private record Held(LeaseRef ref, long seconds, Runnable lost) {
        long renewMillis() {
            return Math.clamp(seconds * 1_000 / 3, 100, RENEW_MILLIS);
        }
    }

    /** A renewal that is waited for. */
    private record Turn(long timer, long due) {}
}
