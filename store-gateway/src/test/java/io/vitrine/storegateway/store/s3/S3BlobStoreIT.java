package io.vitrine.storegateway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobStoreContract;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreFixture;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3BlobStoreIT extends BlobStoreContract {
    private static S3StoreFixture fixture;

    @BeforeAll
    static void makeStore() {
        fixture = S3StoreFixture.inBucket("store-contract");
    }

    @Override
    public StoreFixture fixture() {
        return fixture;
    }

    @Test
    void urlNamesServerBucketAndObjectAndNoKey() {
        // When
        String url = fixture.store().locate("a.1").url().toString();
        // Then
        assertThat(url).isEqualTo("s3+" + fixture.settings().endpoint() + "/store-contract/a.1");
        assertThat(url + fixture.settings() + fixture.store().locate("a.1"))
                .doesNotContain(
                        fixture.settings().keys().fetch().secretKey(),
                        fixture.settings().keys().fetch().accessKey());
    }

    @Test
    void objectsOutliveARenamedServerButNotAnotherBucket() {
        // Given
        byte[] bytes = Blobs.random(10);
        String name = Blobs.newName();
        Blobs.put(fixture.store(), name, bytes);
        // When
        BlobLocation before = new BlobLocation(URI.create("s3+https://old.example.org/store-contract/" + name));
        BlobLocation foreign = new BlobLocation(URI.create("s3+https://old.example.org/other/" + name));
        // Then
        assertThat(Blobs.get(fixture.store(), before, 0, 10)).isEqualTo(bytes);
        assertThatThrownBy(() -> fixture.store().size(foreign)).isInstanceOf(StoreException.class);
    }

    @Test
    void wrongSecretIsRefused() {
        // Given
        S3Settings right = fixture.settings();
        BlobStore store = store(S3StoreFixture.settings(
                right.endpoint(),
                right.bucket(),
                S3StoreFixture.keys(right.keys().fetch().accessKey(), "wrong-secret"),
                PartPlan.USUAL));
        // When, Then
        assertThatThrownBy(store::check).satisfies(S3BlobStoreIT::refused);
        assertThatThrownBy(() -> Blobs.put(store, Blobs.newName(), Blobs.random(10)))
                .satisfies(S3BlobStoreIT::refused);
        assertThatThrownBy(() -> Blobs.put(store, Blobs.newName(), Blobs.random(17 * 1024 * 1024)))
                .satisfies(S3BlobStoreIT::refused);
        assertThatThrownBy(() -> store.delete(Blobs.newName())).satisfies(S3BlobStoreIT::refused);
    }

    @Test
    void absentServerIsTriedLaterWithinSeconds() {
        // Given: nobody listens on the first, nobody ever answers on the second (TEST-NET-1, RFC 5737)
        for (String endpoint : List.of("http://127.0.0.1:1", "http://192.0.2.1:9000")) {
            BlobStore store = store(S3StoreFixture.settings(
                    URI.create(endpoint), "bucket", S3StoreFixture.keys("access", "secret"), PartPlan.USUAL));
            long started = System.nanoTime();
            // When, Then
            assertThatThrownBy(store::check)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_LATER))
                    .hasMessageNotContaining("127.0.0.1");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void missingBucketIsMadeOnlyWhenAllowed() {
        // Given
        String bucket = "made-" + System.nanoTime();
        S3Settings right = fixture.settings();
        // When, Then
        assertThatThrownBy(() -> store(in(right, bucket, false)).check())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_LATER));
        BlobStore store = store(in(right, bucket, true));
        store.check();
        store.check();
        assertThat(Blobs.put(store, "a.1", Blobs.random(1))).isNotNull();
    }

    @Test
    void moreUploadsThanBuffersAllFinish() throws Exception {
        // Given: room for two parts, five uploads of three parts each
        BlobStore store = new S3BlobStore(fixture.settings(), S3StoreFixture.space(2, Duration.ofMillis(1)));
        byte[] bytes = Blobs.random(33 * 1024 * 1024);
        // When
        List<Future<BlobLocation>> uploads = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                uploads.add(threads.submit(() -> Blobs.put(store, Blobs.newName(), bytes, OptionalLong.empty())));
            }
        }
        // Then
        for (Future<BlobLocation> upload : uploads) {
            assertThat(store.size(upload.get())).hasValue(bytes.length);
        }
    }

    @Test
    void slowSendersDoNotKeepOthersFromStoring() {
        // Given: one buffer, and a sender that does not give it back
        BlobStore store = new S3BlobStore(fixture.settings(), S3StoreFixture.space(1, Duration.ofMillis(1)));
        byte[] bytes = Blobs.random(33 * 1024 * 1024);
        try (BlobUpload slow = store.begin(Blobs.newName(), OptionalLong.empty())) {
            Blobs.write(slow, Blobs.random(1));
            // When
            for (OptionalLong size : List.of(OptionalLong.empty(), OptionalLong.of(bytes.length))) {
                BlobLocation location = Blobs.put(store, Blobs.newName(), bytes, size);
                // Then
                assertThat(Blobs.get(store, location, 0, bytes.length)).isEqualTo(bytes);
            }
            assertThat(Blobs.get(store, slow.commit(), 0, 1)).isEqualTo(Blobs.random(1));
        }
    }

    @Test
    void boundsOfTheOperatorCutSmallerPartsOfWhichSeveralAreOnTheirWay() {
        // Given
        S3Settings usual = fixture.settings();
        PartPlan plan = PartPlan.within(PartPlan.SMALLEST_PART, PartPlan.SMALLEST_PART, 3);
        BlobStore store = store(S3StoreFixture.settings(usual.endpoint(), usual.bucket(), usual.keys(), plan));
        byte[] bytes = Blobs.random(33 * 1024 * 1024 + 1);
        // When
        for (OptionalLong size : List.of(OptionalLong.empty(), OptionalLong.of(bytes.length))) {
            BlobLocation location = Blobs.put(store, Blobs.newName(), bytes, size);
            // Then
            assertThat(Blobs.get(store, location, 0, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void beyondFiveTebibytesAnObjectIsRefusedAtOnce() {
        assertThatThrownBy(() -> fixture.store().begin(Blobs.newName(), OptionalLong.of((5L << 40) + 1)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL));
    }

    private static void refused(Throwable e) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        sorted -> assertThat(sorted.kind()).isEqualTo(Kind.REFUSED));
    }

    private static BlobStore store(S3Settings settings) {
        return new S3BlobStore(settings, S3StoreFixture.space());
    }

    private static S3Settings in(S3Settings right, String bucket, boolean create) {
        return new S3Settings(
                right.endpoint(),
                right.region(),
                bucket,
                right.keys(),
                create,
                right.urlStyle(),
                right.trust(),
                right.plan());
    }
}
