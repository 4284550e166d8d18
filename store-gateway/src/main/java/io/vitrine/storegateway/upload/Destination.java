package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.blob.BlobPipeline;
import io.vitrine.storegateway.blob.Lane;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.Store;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the stores that a transfer writes into: open, write, commit, or discarded and image-api told. It lives on the transfer's event
 * loop. Its futures always succeed; {@link #failure} says whether it still counts.
 */
final class Destination {
    private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

    private final Transfer.Surroundings around;
    private final Context context;
    private final Caller service;
    private final UploadGrant grant;
    private final long startedAt = System.nanoTime();
    private @Nullable Write write;
    private BlobPipeline.@Nullable Writer writer;
    private Write.@Nullable Durable blob;
    private @Nullable Failure failure;
    private @Nullable Future<Void> left;
    private Future<Void> begun = Future.succeededFuture();
    private boolean closed;

    Destination(Transfer.Surroundings around, Context context, Caller service, UploadGrant grant) {
        this.around = around;
        this.context = context;
        this.service = service;
        this.grant = grant;
    }

    String store() {
        return grant.store();
    }

    UploadGrant grant() {
        return grant;
    }

    boolean lives() {
        return failure == null;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    Lane lane() {
        return Objects.requireNonNull(write).lane();
    }

    Future<Void> begin() {
        Optional<BlobStore> store = around.stores().byId(grant.store()).map(Store::blobs);
        if (store.isEmpty()) {
            failure = Failure.unknownStore();
            return Future.succeededFuture();
        }
        begun = Write.begin(context, around.lanes().of(store.get(), grant.objectName()), store.get(), grant)
                .onSuccess(writing -> write = writing)
                .onFailure(this::fails)
                .otherwiseEmpty()
                .mapEmpty();
        return begun;
    }

    /** @param broken called on the event loop when the store takes no more bytes */
    void join(BlobPipeline pipeline, Runnable broken) {
        BlobPipeline.Writer mine = pipeline.into(Objects.requireNonNull(write).upload(), lane());
        writer = mine;
        Blocking.result(mine.failure(), context).onFailure(why -> {
            fails(why);
            broken.run();
        });
    }

    Future<Long> extend(long bytes) {
        return around.imageApi()
                .extend(grant.uploadId(), new ExtendUpload(grant.generation(), bytes), service)
                .map(answer -> answer.grantedBytes());
    }

    /** Only the first reason counts. */
    void fails(Throwable why) {
        if (failure == null) {
            failure = Failure.of(why);
        }
    }

    boolean isStuck(Duration atLeast) {
        return writer != null && writer.isStuck(atLeast);
    }

    /** It has failed, and nothing waits for its store any more: what that has got is discarded when it comes back. */
    void abandon() {
        fails(Failure.storeStuck());
        closed = true;
        Blocking.result(Objects.requireNonNull(writer).abandon(), context)
                .compose(back -> Objects.requireNonNull(write).close())
                .onFailure(kept -> LOG.atWarn()
                        .addKeyValue("imageId", grant.imageId())
                        .addKeyValue("store", grant.store())
                        .setCause(kept)
                        .log("Leftovers of a write that was given up stay until their location is deleted"));
    }

    /** Makes the bytes durable, and nobody knows of them yet; not when writing them has failed, whether or not that was told already. */
    Future<Void> store(BlobDigests digests) {
        CompletableFuture<Void> writing = Objects.requireNonNull(writer).failure();
        if (writing.isCompletedExceptionally()) {
            fails(writing.exceptionNow());
            return Future.succeededFuture();
        }
        return Objects.requireNonNull(write)
                .commit(digests)
                .onSuccess(durable -> blob = durable)
                .onFailure(this::fails)
                .eventually(this::close)
                .otherwiseEmpty()
                .mapEmpty();
    }

    /** Tells image-api of the durable bytes, which makes them the image's. */
    Future<Void> register() {
        Write.Durable durable = Objects.requireNonNull(blob);
        return registration(durable)
                .run()
                .onComplete(told -> around.leases().release(grant.uploadId()))
                .onSuccess(told -> around.log().stored(grant, durable.digests(), startedAt))
                .onFailure(refusal -> {
                    fails(refusal);
                    left = Future.succeededFuture();
                    around.log().failed(grant, Failure.of(refusal), startedAt);
                })
                .otherwiseEmpty();
    }

    /** Discards what it has, because it has failed; once, however often it is called. */
    Future<Void> leave() {
        Future<Void> leaving = left;
        if (leaving == null) {
            leaving = discard();
            left = leaving;
        }
        return leaving;
    }

    private Future<Void> discard() {
        Failure first = Objects.requireNonNull(failure);
        Write.Durable durable = blob;
        if (durable != null) {
            return ended(registration(durable).discard(first), first);
        }
        return begun.compose(ready -> stop())
                .transform(quiet -> close())
                .transform(done -> explained(first))
                .compose(why -> {
                    failure = why;
                    return ended(abort(why), why);
                });
    }

    private Future<Void> stop() {
        return writer == null ? Future.succeededFuture() : Blocking.result(writer.stop(), context);
    }

    private Future<Void> close() {
        Write open = write;
        if (open == null || closed) {
            return Future.succeededFuture();
        }
        closed = true;
        return open.close().mapEmpty();
    }

    // Best effort: the sweeper does the same once the lease is over.
    private Future<Void> abort(Failure why) {
        return around.imageApi().abort(grant.uploadId(), new AbortUpload(grant.generation(), why.reason()), service);
    }

    private Future<Void> ended(Future<?> told, Failure why) {
        return told.transform(done -> {
            around.leases().release(grant.uploadId());
            around.log().failed(grant, why, startedAt);
            return Future.succeededFuture();
        });
    }

    private Registration registration(Write.Durable durable) {
        return new Registration(around.vertx(), around.imageApi(), service, grant, durable);
    }

    /** A store refuses the bytes of an image that was deleted meanwhile; then the deletion is what the sender should read. */
    private Future<Failure> explained(Failure why) {
        return why.isRefusalOfTheStore()
                ? around.leases()
                        .stillOurs(grant.uploadId(), grant.generation())
                        .map(ours -> ours ? why : Failure.leaseLost())
                : Future.succeededFuture(why);
    }

    Stored stored() {
        return new Stored(grant.store(), Objects.requireNonNull(blob).digests());
    }
}
