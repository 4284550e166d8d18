package io.vitrine.storegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.storegateway.blob.HashAlgorithm;
import io.vitrine.storegateway.fake.Door;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of the cache: what gets into it, what is served from it, what has to go. */
class CacheTest {
    private static final int MIB = 1 << 20;
    private static final long LIMIT = 10 * MIB;

    @TempDir
    Path dir;

    /** Every look at the clock is a moment later than the one before: who was first is never in doubt. */
    private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());

    private final Clock clock = new Ticking(millis);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Cache cache;

    /** A clock that moves with every look. */
    private static final class Ticking extends Clock {
        private final AtomicLong millis;

        Ticking(AtomicLong millis) {
            this.millis = millis;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.addAndGet(1_000));
        }
    }

    @BeforeEach
    void open() {
        cache = cache(LIMIT);
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void whatCameWholeIsServed() throws Exception {
        byte[] bytes = Door.random(3 * MIB);
        EntryName name = name(bytes);

        assertThat(fill(name, bytes)).isEqualTo(Fill.End.WHOLE);

        assertThat(cache.hit(name, bytes.length))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(bytes));
        assertThat(cache.listing()).singleElement().satisfies(image -> {
            assertThat(image.imageId()).isEqualTo(name.image());
            assertThat(image.size()).isEqualTo(bytes.length);
            assertThat(image.hits()).isEqualTo(1);
            assertThat(image.lastAccessed()).isNotNull();
        });
        assertThat(files("incomplete")).isEmpty();
    }

    @Test
    void whatWasNeverServedHasNoLastAccess() throws Exception {
        fill(name(Door.random(9)), Door.random(9));
        assertThat(cache.listing()).singleElement().satisfies(image -> {
            assertThat(image.hits()).isZero();
            assertThat(image.lastAccessed()).isNull();
        });
    }

    @Test
    void otherBytesThanTheImagesAreNeverServed() throws Exception {
        EntryName name = name(Door.random(1_000));

        assertThat(fill(name, Door.random(1_001), 1_001)).isEqualTo(Fill.End.WRONG);

        assertThat(cache.hit(name, 1_001)).isEmpty();
        assertThat(cache.listing()).isEmpty();
        assertThat(files("invalid")).containsExactly(name.file());
        cache.clean(Duration.ofDays(1));
        assertThat(files("invalid")).isEmpty();
        assertThat(cache.used()).isZero();
    }

    @Test
    void aStreamThatBreaksOffLeavesNothing() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        Fill fill = cache.begin(name, bytes.length, true).orElseThrow();
        try (InputStream tee = new TeeStream(new ByteArrayInputStream(bytes), fill)) {
            tee.readNBytes(MIB / 2);
        }

        assertThat(fill.ended().get()).isEqualTo(Fill.End.GIVEN_UP);

        assertThat(files("incomplete")).isEmpty();
        assertThat(cache.used()).isZero();
        assertThat(fill(name, bytes)).isEqualTo(Fill.End.WHOLE);
    }

    @Test
    void oneFillAtATimeForAnImage() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        Fill first = cache.begin(name, bytes.length, true).orElseThrow();

        assertThat(cache.begin(name, bytes.length, true)).isEmpty();

        first.bytes(bytes, 0, bytes.length);
        first.last();
        assertThat(first.ended().get()).isEqualTo(Fill.End.WHOLE);
        assertThat(cache.begin(name, bytes.length, true)).isEmpty();
    }

    @Test
    void whatWasNotReadForTheLongestTimeMakesRoom() throws Exception {
        List<EntryName> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byte[] bytes = Door.random(3 * MIB + i);
            names.add(name(bytes));
            fill(names.get(i), bytes);
        }
        cache.hit(names.get(1), 3 * MIB + 1);
        cache.hit(names.get(0), 3 * MIB);

        byte[] more = Door.random(5 * MIB);
        assertThat(fill(name(more), more)).isEqualTo(Fill.End.WHOLE);

        assertThat(cache.holds(names.get(0).image())).isTrue();
        assertThat(cache.holds(names.get(1).image())).isFalse();
        assertThat(cache.holds(names.get(2).image())).isFalse();
        assertThat(bytesOnDisk()).isEqualTo(cache.used()).isLessThanOrEqualTo(LIMIT);
        assertThat(meters.counter("image.cache.evictions").count()).isEqualTo(2);
    }

    @Test
    void whatCanNeverFitEvictsNothing() throws Exception {
        byte[] small = Door.random(MIB);
        fill(name(small), small);

        assertThat(cache.begin(name(Door.random(9)), LIMIT + 1, true)).isEmpty();

        assertThat(cache.listing()).hasSize(1);
    }

    @Test
    void parallelFillsKeepTheLimitTogether() throws Exception {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            byte[] bytes = Door.random(2 * MIB + i * 64 * 1024);
            EntryName name = name(bytes);
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    cache.begin(name, bytes.length, true).ifPresent(fill -> pass(bytes, fill));
                    long now = bytesOnDisk();
                    cache.hit(name, bytes.length);
                    return now;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        for (CompletableFuture<Long> one : all) {
            assertThat(one.get()).isLessThanOrEqualTo(LIMIT);
        }
        await().until(() -> cache.images().size() == cache.listing().size());
        assertThat(cache.listing()).isNotEmpty();
        assertThat(bytesOnDisk()).isEqualTo(cache.used()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void aRestartKeepsCopiesAndTheirCountsAndRemovesHalves() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        fill(name, bytes);
        cache.hit(name, bytes.length);
        cache.hit(name, bytes.length);
        List<CacheListing.Image> before = cache.listing();
        new WaitingImages(cache.folder()).add(name.image());
        cache.close();
        Files.write(dir.resolve("incomplete").resolve(name.file()), new byte[MIB]);
        Files.write(dir.resolve("complete").resolve("a stranger"), new byte[7]);

        cache = cache(LIMIT);

        assertThat(cache.listing()).isEqualTo(before);
        assertThat(files("incomplete")).isEmpty();
        assertThat(files("invalid")).containsExactly("a stranger");
        assertThat(new WaitingImages(cache.folder()).all()).containsExactly(name.image());
        assertThat(cache.used()).isEqualTo(MIB + 7);
    }

    @Test
    void aLowerLimitIsKeptByPruning() throws Exception {
        for (int i = 0; i < 4; i++) {
            byte[] bytes = Door.random(2 * MIB + i);
            fill(name(bytes), bytes);
        }
        cache.close();
        cache = cache(5 * MIB);

        var pruned = cache.prune();

        assertThat(pruned.files()).isEqualTo(2);
        assertThat(pruned.bytes()).isEqualTo(4 * MIB + 1);
        assertThat(cache.used()).isEqualTo(bytesOnDisk()).isEqualTo(4 * MIB + 5);
        assertThat(cache.prune().files()).isZero();
    }

    @Test
    void aFileThatSomebodyTouchedIsNotServed() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        fill(name, bytes);
        Path file = dir.resolve("complete").resolve(name.file());
        byte[] other = bytes.clone();
        other[1_000] ^= 1;
        Files.write(file, other);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertThat(cache.hit(name, bytes.length)).isEmpty();

        assertThat(cache.listing()).isEmpty();
        assertThat(files("invalid")).containsExactly(name.file());
    }

    @Test
    void aFileThatIsGoneOrShorterIsNotServed() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        fill(name, bytes);
        Files.delete(dir.resolve("complete").resolve(name.file()));
        assertThat(cache.hit(name, bytes.length)).isEmpty();
        assertThat(cache.used()).isZero();

        fill(name, bytes);
        assertThat(cache.hit(name, bytes.length + 1)).isEmpty();
        assertThat(cache.listing()).isEmpty();
    }

    @Test
    void aBitThatFlippedIsFoundByReading() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        fill(name, bytes);
        Path file = dir.resolve("complete").resolve(name.file());
        FileTime then = Files.getLastModifiedTime(file);
        bytes[77] ^= 4;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, then);
        Verification.next(cache, 0);
        assertThat(cache.listing()).hasSize(1);

        Verification.next(cache, millis.get() + 10_000);

        assertThat(cache.listing()).isEmpty();
        assertThat(files("invalid")).containsExactly(name.file());
    }

    @Test
    void whatIsVerifiedWaitsForItsNextTurn() throws Exception {
        byte[] bytes = Door.random(MIB);
        fill(name(bytes), bytes);
        cache.close();
        cache = cache(LIMIT);
        assertThat(cache.unverifiedSince(1)).isPresent();

        Verification.next(cache, 1);

        assertThat(cache.unverifiedSince(1)).isEmpty();
        assertThat(cache.listing()).hasSize(1);
    }

    @Test
    void aStalledFillIsGivenUp() throws Exception {
        byte[] bytes = Door.random(MIB);
        Fill fill = cache.begin(name(bytes), bytes.length, true).orElseThrow();
        fill.bytes(bytes, 0, 1_000);
        cache.clean(Duration.ofDays(1));
        assertThat(fill.givenUp()).isNull();

        cache.clean(Duration.ZERO);

        assertThat(fill.ended().get()).isEqualTo(Fill.End.GIVEN_UP);
        assertThat(files("incomplete")).isEmpty();
    }

    @Test
    void aDroppedImageIsGoneAndItsFillStops() throws Exception {
        byte[] bytes = Door.random(MIB);
        EntryName name = name(bytes);
        fill(name, bytes);
        byte[] other = Door.random(2 * MIB);
        Fill filling = cache.begin(name(other), other.length, true).orElseThrow();

        assertThat(cache.drop(name.image())).isTrue();
        assertThat(cache.drop(filling.name.image())).isFalse();

        assertThat(filling.ended().get()).isEqualTo(Fill.End.GIVEN_UP);
        assertThat(cache.images()).isEmpty();
        assertThat(files("complete")).isEmpty();
    }

    @Test
    void aDirectoryServesOneCacheAtATime() {
        assertThatThrownBy(() -> cache(LIMIT)).hasMessageContaining("images.cache.dir");
    }

    @Test
    void aFileSystemThatShouldStayFreeGetsNothing() throws Exception {
        cache.close();
        cache = new Cache(CacheFolder.open(dir, 99), LIMIT, clock, new CacheMeters(new SimpleMeterRegistry()));
        byte[] bytes = Door.random(MIB);

        assertThat(cache.begin(name(bytes), bytes.length, true)).isEmpty();

        assertThat(files("incomplete")).isEmpty();
        assertThat(cache.used()).isZero();
    }

    private Cache cache(long limit) {
        return new Cache(CacheFolder.open(dir, 0), limit, clock, new CacheMeters(meters));
    }

    private Fill.End fill(EntryName name, byte[] bytes) throws Exception {
        return fill(name, bytes, bytes.length);
    }

    private Fill.End fill(EntryName name, byte[] bytes, long size) throws Exception {
        Fill fill = cache.begin(name, size, true).orElseThrow();
        pass(bytes, fill);
        return fill.ended().get();
    }

    private static void pass(byte[] bytes, Fill fill) {
        try (InputStream tee = new TeeStream(new ByteArrayInputStream(bytes), fill)) {
            tee.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EntryName name(byte[] bytes) {
        String hash = HexFormat.of()
                .formatHex(HashAlgorithm.named("sha256").orElseThrow().digest(bytes));
        return new EntryName(UUID.randomUUID(), "sha256", hash);
    }

    private List<String> files(String part) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(part))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private long bytesOnDisk() throws IOException {
        long sum = 0;
        for (String part : List.of("complete", "incomplete", "invalid")) {
            try (Stream<Path> files = Files.list(dir.resolve(part))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    sum += file.toFile().length();
                }
            }
        }
        return sum;
    }
}
