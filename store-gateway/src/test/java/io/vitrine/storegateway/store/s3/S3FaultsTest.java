package io.vitrine.storegateway.store.s3;

import static io.vitrine.storegateway.store.s3.ScriptedS3.hangUpAfter;
import static io.vitrine.storegateway.store.s3.ScriptedS3.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.s3.ScriptedS3.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is busy, broken, cut off, away or lying: an object is whole or not there, and the caller knows whether to come back. */
class S3FaultsTest {
    private static final int SEVERAL_PARTS = 33 * 1024 * 1024;

    private final byte[] large = Blobs.random(SEVERAL_PARTS);
    private final byte[] small = Blobs.random(1000);
    private final String name = Blobs.newName();
    private ScriptedS3 server;
    private BlobStore store;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedS3(false);
        store = new S3BlobStore(
                S3StoreFixture.settings(
                        server.endpoint(), "bucket", S3StoreFixture.keys("access", "secret"), PartPlan.USUAL),
                S3StoreFixture.space());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPartIsSentAgainToABusyServerAndAfterABrokenConnection() {
        server.next(Op.PART, status(503, "SlowDown"), hangUpAfter(1_000_000));
        Blobs.put(store, name, large, OptionalLong.empty());
        assertThat(server.object(name)).isEqualTo(large);
        assertThat(server.unfinished()).isZero();
    }

    @Test
    void aServerThatNeverTakesAPartIsTriedLaterAndLeftClean() {
        server.next(Op.PART, status(500, "InternalError"), status(500, "InternalError"), status(500, "InternalError"));
        assertKind(Kind.TRY_LATER, () -> Blobs.put(store, name, large));
        assertThat(server.unfinished()).isZero();
        assertThat(server.object(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown, TRY_LATER",
        "500, InternalError, TRY_LATER",
        "403, AccessDenied, REFUSED",
        "507, InsufficientStorage, FULL",
        "400, XMinioStorageFull, FULL",
        "404, NoSuchBucket, TRY_LATER"
    })
    void everyAnswerIsSorted(int status, String code, Kind kind) {
        server.next(Op.PUT, status(status, code));
        assertKind(kind, () -> Blobs.put(store, name, small));
        server.next(Op.PART, status(status, code), status(status, code), status(status, code));
        assertKind(kind, () -> Blobs.put(store, name, large));
        assertThat(server.unfinished()).isZero();
        assertThat(server.object(name)).isNull();
    }

    @Test
    void aLostAnswerToTheCompletionIsResolvedByLooking() {
        server.next(Op.COMPLETE, server.servedButAnswered(500));
        assertThat(Blobs.put(store, name, large)).isEqualTo(store.locate(name));
        assertThat(server.object(name)).isEqualTo(large);
    }

    @Test
    void aLostAnswerToASmallPutIsResolvedByLooking() {
        server.next(Op.PUT, server.servedButAnswered(503));
        assertThat(Blobs.put(store, name, small)).isEqualTo(store.locate(name));
    }

    @Test
    void anAnswerThatIsCutOffNeverEndsCleanly() {
        BlobLocation location = Blobs.put(store, name, small);
        server.next(Op.GET, server.cutAfter(999));
        assertThatThrownBy(() -> Blobs.get(store, location, 0, 1000)).isInstanceOf(UncheckedIOException.class);
        assertThat(Blobs.get(store, location, 0, 1000)).isEqualTo(small);
    }

    @Test
    void aServerThatIsAwayIsTriedLaterAndUsedWhenItIsBack() throws IOException {
        BlobLocation location = Blobs.put(store, name, small);
        server.goAway();
        assertKind(Kind.TRY_LATER, store::check);
        assertKind(Kind.TRY_LATER, () -> store.open(location, 0, 1));
        assertKind(Kind.TRY_LATER, () -> store.size(location));
        assertKind(Kind.TRY_LATER, () -> store.delete(name));
        assertKind(Kind.TRY_LATER, () -> Blobs.put(store, Blobs.newName(), small));
        server.comeBack();
        store.check();
        assertThat(Blobs.get(store, location, 0, 1000)).isEqualTo(small);
    }

    @Test
    void aSlowPartHoldsUpItsOwnUploadOnly() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        server.next(Op.PART, ScriptedS3.slow(gate));
        CompletableFuture<BlobLocation> slow =
                CompletableFuture.supplyAsync(() -> Blobs.put(store, name, large, OptionalLong.empty()));
        await().until(() -> slow.isDone() || server.served(Op.PART) > 0);
        String other = Blobs.newName();
        Blobs.put(store, other, large, OptionalLong.empty());
        assertThat(server.object(other)).isEqualTo(large);
        assertThat(slow).isNotDone();
        gate.countDown();
        slow.get();
        assertThat(server.object(name)).isEqualTo(large);
    }

    @Test
    void partsLargerThanABufferGoThroughTheScratchDirectory() {
        PartPlan plan = new PartPlan(17L << 20, 17L << 20, 2);
        BlobStore scratching = new S3BlobStore(
                S3StoreFixture.settings(server.endpoint(), "bucket", S3StoreFixture.keys("a", "b"), plan),
                S3StoreFixture.space());
        server.next(Op.PART, status(503, "SlowDown"));
        Blobs.put(scratching, name, large, OptionalLong.empty());
        assertThat(server.object(name)).isEqualTo(large);
        assertThat(server.served(Op.PART)).isEqualTo(3);
        try (BlobUpload given = scratching.begin(Blobs.newName(), OptionalLong.empty())) {
            Blobs.write(given, large);
        }
        assertThat(server.unfinished()).isZero();
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
