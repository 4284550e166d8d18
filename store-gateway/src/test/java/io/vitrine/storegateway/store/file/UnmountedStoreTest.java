package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is not mounted makes no image "gone", and takes none. */
class UnmountedStoreTest {
    private static final byte[] BYTES = "bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path place;

    private Path dir;
    private FileBlobStore store;

    @BeforeEach
    void makePath() {
        dir = place.resolve("store");
        store = new FileStoreFixture(dir).store();
    }

    @Test
    void beforeItsFirstCheckAStoreClaimsNothing() {
        assertClaimsNothing();
    }

    @Test
    void theFirstCheckMakesTheDirectory() {
        store.check();
        assertThat(dir.resolve(FileBlobStore.MARK)).isRegularFile();
        assertThatCode(() -> store.delete("a.1")).doesNotThrowAnyException();
    }

    @Test
    void aDirectoryOfImagesThatHasNoMarkYetGetsOneAtTheFirstCheck() throws IOException {
        Files.createDirectories(dir);
        Files.write(dir.resolve("a.1"), BYTES);
        store.check();
        assertThat(store.size(store.locate("a.1"))).hasValue(BYTES.length);
    }

    @Test
    void whileTheDirectoryIsAwayOrEmptyNothingIsClaimedAndThenAllIsBack() throws IOException {
        // Given
        store.check();
        Blobs.put(store, "a.1", BYTES);
        Path away = Files.move(dir, place.resolve("away"));
        // When
        assertTriesLater(store::check);
        assertClaimsNothing();
        Files.createDirectory(dir);
        // Then
        assertTriesLater(store::check);
        assertClaimsNothing();
        assertThat(dir).isEmptyDirectory();
        Files.delete(dir);
        Files.move(away, dir);
        store.check();
        assertThat(store.size(store.locate("a.1"))).hasValue(BYTES.length);
        store.delete("a.1");
        assertThat(store.size(store.locate("a.1"))).isEmpty();
    }

    @Test
    void aRestartedGatewayKnowsTheMark() {
        store.check();
        FileBlobStore restarted = new FileStoreFixture(dir).store();
        restarted.check();
        assertThatCode(() -> restarted.delete("a.1")).doesNotThrowAnyException();
    }

    private void assertClaimsNothing() {
        assertTriesLater(() -> store.delete("a.1"));
        assertTriesLater(() -> store.size(store.locate("a.1")));
        assertTriesLater(() -> store.open(store.locate("a.1"), 0, 1));
        assertTriesLater(() -> store.begin("b.1", OptionalLong.empty()));
        assertTriesLater(store::freeBytes);
    }

    private static void assertTriesLater(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_LATER));
    }
}
