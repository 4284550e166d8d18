package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.blob.BlobPipeline;
import io.vitrine.storegateway.blob.Lane;
import io.vitrine.storegateway.blob.Lanes;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.inspect.Inspections;
import io.vitrine.storegateway.lease.Leases;
import io.vitrine.storegateway.store.StoreRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way into a store, or into several in the same pass: open, receive, write, commit. It lives on the request's event loop.
 * However it ends, it ends once: each store has the bytes committed, or discarded and image-api told.
 */
final class Transfer {
    private static final long PROGRESS_MILLIS = 2_000;

    /** What all transfers have in common. */
    record Surroundings(
            Vertx vertx,
            ImageApi imageApi,
            Leases leases,
            StoreRegistry stores,
            Lanes lanes,
            Inspections inspections,
            Duration idleTimeout,
            Duration storeStall,
            TransferLog log) {}

    private final Surroundings around;
    private final Sender sender;
    private final Context context;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<Missed> refused = new ArrayList<>();
    private List<Destination> destinations = List.of();
    private @Nullable Failure cancelled;
    private @Nullable Body body;
    private boolean whole;

    Transfer(Surroundings around, Sender sender) {
        this.around = around;
        this.sender = sender;
        this.context = around.vertx().getOrCreateContext();
    }

    /** Completes when everything is over, sender answered included. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void begin() {
        // From the first moment: a sender that leaves before the grant is there is reported once, and not again.
        sender.onGone(() -> cancel(Failure.clientGone()));
        sender.open()
                .onSuccess(this::opened)
                .onFailure(
                        refusal -> end(() -> sender.failed(Failure.of(refusal).problem())));
    }

    /** Ends the transfer, unless its body is complete: then image-api's answer to the commit decides. From any thread. */
    void cancel(Failure why) {
        context.runOnContext(on -> {
            cancelled = why;
            if (body != null) {
                body.fail(why);
            }
        });
    }

    private void opened(Opened opened) {
        refused.addAll(opened.refused());
        destinations = opened.grants().stream()
                .map(grant -> new Destination(around, context, sender.service(), grant))
                .toList();
        destinations.forEach(this::hold);
        each(Destination::begin)
                .compose(begun -> receive())
                .compose(this::store)
                .recover(this::broken)
                .compose(done -> Future.join(destinations.stream()
                        .filter(destination -> !destination.lives())
                        .map(Destination::leave)
                        .toList()))
                .onComplete(done -> end(() -> sender.ended(ending())));
    }

    private void hold(Destination destination) {
        around.leases()
                .hold(
                        destination.grant().uploadId(),
                        destination.grant().generation(),
                        destination.grant().leaseSeconds(),
                        () -> context.runOnContext(on -> leaseLost(destination)));
    }

    // Once the bytes are whole the lease says nothing any more: it also ends with the commit.
    private void leaseLost(Destination destination) {
        if (!whole) {
            destination.fails(Failure.leaseLost());
            lost(destination);
        }
    }

    /** When one store ended the body, the others were only left out. */
    private Future<Void> broken(Throwable why) {
        boolean ofOne = destinations.stream()
                .anyMatch(destination ->
                        destination.failure().filter(own -> own == why).isPresent());
        living().forEach(destination -> destination.fails(ofOne ? Failure.otherStore() : why));
        return Future.succeededFuture();
    }

    private Future<BlobDigests> receive() {
        if (cancelled != null) {
            return Future.failedFuture(cancelled);
        }
        if (cannotSucceed()) {
            return Future.failedFuture(Failure.otherStore());
        }
        List<Destination> into = living();
        Lane lane = around.lanes().slowest(into.stream().map(Destination::lane).toList());
        // All grants are of one image: it has one format and one hash.
        UploadGrant any = into.getFirst().grant();
        Optional<BlobPipeline> hashing =
                BlobPipeline.of(lane, any.hashAlgorithm(), around.inspections().of(any));
        if (hashing.isEmpty()) {
            return Future.failedFuture(Failure.unknownHash());
        }
        BlobPipeline pipeline = hashing.get();
        into.forEach(destination -> destination.join(pipeline, () -> lost(destination)));
        Promise<BlobDigests> received = Promise.promise();
        Long expected = any.expectedBytes();
        Body coming = sender.body(new Passage(
                context,
                expected,
                into.stream()
                        .mapToLong(each -> each.grant().grantedBytes())
                        .min()
                        .orElseThrow(),
                lane,
                pipeline,
                around.idleTimeout(),
                this::extend,
                () -> Blocking.result(pipeline.finish(), context).onComplete(received),
                why -> Blocking.result(pipeline.stop(), context).onComplete(quiet -> received.fail(why))));
        body = coming;
        Blocking.result(pipeline.failure(), context).onFailure(coming::fail);
        long timer = around.vertx().setPeriodic(PROGRESS_MILLIS, tick -> {
            leaveTheStuck();
            sender.progress(pipeline.bytes(), expected);
        });
        coming.start();
        return received.future().onComplete(done -> around.vertx().cancelTimer(timer));
    }

    /**
     * More bytes for every store that takes part; the smallest grant counts. They are asked one after the other, the last one first: where there
     * is room for some of them only, who is refused gives its own back before the next one is asked.
     */
    private Future<Long> extend(long bytes) {
        Future<Long> total = Future.succeededFuture(Long.MAX_VALUE);
        for (Destination destination : living().reversed()) {
            total = total.compose(least -> extend(destination, bytes, least));
        }
        return total.compose(granted ->
                cannotSucceed() ? Future.failedFuture(Failure.otherStore()) : Future.succeededFuture(granted));
    }

    private Future<Long> extend(Destination destination, long bytes, long least) {
        if (!destination.lives()) {
            return Future.succeededFuture(least);
        }
        return destination
                .extend(bytes)
                .map(granted -> Math.min(least, granted))
                .recover(refusal -> {
                    destination.fails(refusal);
                    lost(destination);
                    return cannotSucceed()
                            ? Future.failedFuture(refusal)
                            : destination.leave().map(least);
                });
    }

    /** A store takes no more bytes: without it the others go on, unless all were wanted or none is left. */
    private void lost(Destination destination) {
        if (cannotSucceed()) {
            if (body != null) {
                body.fail(destination.failure().orElseThrow());
            }
        } else {
            destination.leave();
        }
    }

    /** A store alone has its own time-outs; among others it must not hold them up for longer than a sender can wait. */
    private void leaveTheStuck() {
        if (destinations.size() > 1) {
            living().stream()
                    .filter(destination -> destination.isStuck(around.storeStall()))
                    .forEach(destination -> {
                        destination.abandon();
                        lost(destination);
                    });
        }
    }

    private boolean cannotSucceed() {
        boolean someFailed = !refused.isEmpty() || living().size() < destinations.size();
        return living().isEmpty() || sender.allOrNone() && someFailed;
    }

    /** First durable everywhere, then registered: as long as nothing is, leaving out a store is nobody's business. */
    private Future<Void> store(BlobDigests digests) {
        whole = true;
        sender.check(digests);
        return each(destination -> destination.store(digests))
                .compose(stored ->
                        cannotSucceed() ? Future.failedFuture(Failure.otherStore()) : each(Destination::register));
    }

    private Future<Void> each(Function<Destination, Future<Void>> step) {
        return Future.join(living().stream().map(step).toList()).mapEmpty();
    }

    private List<Destination> living() {
        return destinations.stream().filter(Destination::lives).toList();
    }

    private Ending ending() {
        List<Missed> missed = new ArrayList<>(refused);
        for (Destination destination : destinations) {
            destination
                    .failure()
                    .filter(why -> !why.isOfOthers())
                    .ifPresent(why -> missed.add(new Missed(destination.store(), why.problem())));
        }
        return new Ending(living().stream().map(Destination::stored).toList(), missed);
    }

    private void end(Runnable answer) {
        try {
            answer.run();
        } finally {
            ended.complete(null);
        }
    }
}
