package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.storegateway.store.BlobStoreContract;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zeros take no room, and nobody who reads can tell. */
class ThinFileTest extends BlobStoreContract {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path dir;

    private FileStoreFixture fixture;

    @BeforeEach
    void makeStore() {
        fixture = new FileStoreFixture(dir, new FileBlobStore(dir, PosixFilePermissions.fromString("rw-r-----"), true));
        fixture.store().check();
    }

    @Override
    public StoreFixture fixture() {
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3 * 1024 * 1024})
    void zerosAtTheEndCount(int zeros) {
        byte[] bytes = new byte[100_000 + zeros];
        System.arraycopy(Blobs.random(100_000), 0, bytes, 0, 100_000);
        var location = Blobs.put(fixture.store(), "a.1", bytes, OptionalLong.empty());
        assertThat(fixture.store().size(location)).hasValue(bytes.length);
        assertThat(Blobs.get(fixture.store(), location, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void zerosTakeNoRoom() throws IOException {
        // Given: data at both ends of 64 MiB
        byte[] bytes = new byte[64 * MIB];
        bytes[0] = 1;
        bytes[bytes.length - 1] = 1;
        // When
        var location = Blobs.put(fixture.store(), "a.1", bytes);
        // Then
        assertThat(fixture.store().size(location)).hasValue(bytes.length);
        assertThat(roomOf(dir.resolve("a.1"))).isLessThan(MIB);
        assertThat(Blobs.get(fixture.store(), location, 0, bytes.length)).isEqualTo(bytes);
    }

    private static long roomOf(Path file) throws IOException {
        Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
        String said = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Files.exists(file)).isTrue();
        return Long.parseLong(said.split("\\s")[0]);
    }
}
