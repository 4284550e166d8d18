package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobStoreContract;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store over two directories is a store, whichever of them holds an object. */
class SpreadFileStoreTest extends BlobStoreContract {
    @TempDir
    Path place;

    private FileStoreFixture first;
    private FileStoreFixture second;
    private SpreadFileStore store;

    @BeforeEach
    void makeStore() {
        first = new FileStoreFixture(place.resolve("first"));
        second = new FileStoreFixture(place.resolve("second"));
        store = spread(2, 1);
        store.check();
    }

    @Override
    public StoreFixture fixture() {
        return new StoreFixture() {
            @Override
            public BlobStore store() {
                return store;
            }

            @Override
            public List<String> everything() {
                return Stream.concat(first.everything().stream(), second.everything().stream())
                        .toList();
            }

            @Override
            public void dieWhileWriting(String objectName, byte[] half) {
                // Where the next start would not look first.
                second.dieWhileWriting(objectName, half);
            }
        };
    }

    @Test
    void theHighestPriorityIsFilledFirst() {
        assertThat(Blobs.put(store, "a.1", Blobs.random(10)))
                .isEqualTo(first.store().locate("a.1"));
        assertThat(Blobs.put(spread(1, 2), "b.1", Blobs.random(10)))
                .isEqualTo(second.store().locate("b.1"));
    }

    @Test
    void aDirectoryThatIsAwayIsPassedOverAndDeletesWaitForIt() throws IOException {
        // Given
        BlobLocation before = Blobs.put(store, "a.1", Blobs.random(10));
        Path away = Files.move(first.dir(), place.resolve("away"));
        // When
        BlobLocation meanwhile = Blobs.put(store, "b.1", Blobs.random(10));
        // Then
        store.check();
        assertThat(meanwhile).isEqualTo(second.store().locate("b.1"));
        assertThat(Blobs.get(store, meanwhile, 0, 10)).isEqualTo(Blobs.random(10));
        assertKind(Kind.TRY_LATER, () -> store.size(before));
        assertKind(Kind.TRY_LATER, () -> store.delete("a.1"));
        Files.move(away, first.dir());
        assertThat(Blobs.get(store, before, 0, 10)).isEqualTo(Blobs.random(10));
        store.delete("b.1");
        assertThat(store.size(meanwhile)).isEmpty();
    }

    @Test
    void anObjectKnownByItsNameAloneIsFoundWhereverItIs() {
        Blobs.put(second.store(), "a.1", Blobs.random(10));
        assertThat(store.size(store.locate("a.1"))).hasValue(10);
        assertThat(store.size(store.locate("b.1"))).isEmpty();
    }

    @Test
    void aNameInAnyDirectoryIsTaken() {
        Blobs.put(second.store(), "a.1", Blobs.random(10));
        assertKind(Kind.BROKEN, () -> store.begin("a.1", OptionalLong.empty()));
    }

    @Test
    void withoutAnyDirectoryTheStoreIsAway() throws IOException {
        Files.move(first.dir(), place.resolve("away-1"));
        Files.move(second.dir(), place.resolve("away-2"));
        assertKind(Kind.TRY_LATER, store::check);
        assertKind(Kind.TRY_LATER, () -> store.begin("a.1", OptionalLong.empty()));
    }

    @Test
    void moreThanAnyDirectoryHasRoomForIsRefused() {
        assertKind(Kind.FULL, () -> store.begin("a.1", OptionalLong.of(Long.MAX_VALUE)));
    }

    @Test
    void urlsOfItsDirectoriesAreItsOwn() {
        for (FileStoreFixture each : List.of(first, second)) {
            assertThat(store.claims(each.store().locate("a.1").url())).isPositive();
        }
        URI elsewhere = place.resolve("third").resolve("a.1").toUri();
        assertThat(store.claims(elsewhere)).isZero();
        assertKind(Kind.BROKEN, () -> store.open(new BlobLocation(elsewhere), 0, 1));
    }

    private SpreadFileStore spread(int priorityOfFirst, int priorityOfSecond) {
        return new SpreadFileStore(List.of(
                new SpreadFileStore.Directory(first.store(), priorityOfFirst),
                new SpreadFileStore.Directory(second.store(), priorityOfSecond)));
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
