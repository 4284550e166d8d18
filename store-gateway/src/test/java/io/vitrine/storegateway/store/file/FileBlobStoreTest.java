package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStoreContract;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path dir;

    private FileStoreFixture fixture;

    @BeforeEach
    void makeStore() {
        fixture = FileStoreFixture.checked(dir);
    }

    @Override
    public StoreFixture fixture() {
        return fixture;
    }

    @Test
    void urlIsTheFile() {
        assertThat(fixture.store().locate("a.1").url()).hasToString("file://" + dir + "/a.1");
    }

    @Test
    void objectHasTheConfiguredPermissions() throws IOException {
        // When
        Blobs.put(fixture.store(), "a.1", Blobs.random(1));
        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("a.1"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void locationsOutsideOfTheDirectoryAreRefused() throws IOException {
        // Given
        Files.createDirectory(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub").resolve("a.1"), "x");
        for (String url : List.of(
                "file:///etc/passwd",
                "file://" + dir + "/../a.1",
                "file://" + dir + "/sub/a.1",
                "file://" + dir + "/./a.1",
                "file://" + dir + "/.a.1.part",
                "file://host" + dir + "/a.1",
                "file://" + dir + "/%2e%2e",
                "file:a.1",
                "file://" + dir + "/a%00",
                "http://host/a.1")) {
            // When, Then
            assertThatThrownBy(() -> fixture.store().open(new BlobLocation(URI.create(url)), 0, 1))
                    .as(url)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
        }
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        // Given
        Path elsewhere = Files.writeString(dir.resolve("outside"), "secret");
        Files.createSymbolicLink(dir.resolve("a.1"), elsewhere);
        Files.createSymbolicLink(dir.resolve(".b.1.part"), dir.resolve("planted"));
        // When, Then
        assertThatThrownBy(() -> fixture.store().open(fixture.store().locate("a.1"), 0, 1))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> fixture.store().begin("b.1", OptionalLong.empty()))
                .isInstanceOf(StoreException.class);
        assertThat(dir.resolve("planted")).doesNotExist();
    }

    @Test
    void moreBytesThanThereIsRoomForAreRefusedAtOnce() {
        assertThatThrownBy(() -> fixture.store().begin("a.1", OptionalLong.of(Long.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
        assertThat(fixture.everything()).isEmpty();
    }

    @Test
    void messagesNameNoPath() {
        // When
        assertThatThrownBy(() -> fixture.store().open(fixture.store().locate("a.1"), 0, 1))
                // Then
                .hasMessageNotContaining(dir.toString());
    }
}
