package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUploadTest {
    @TempDir
    Path dir;

    @Test
    void failedSyncFailsTheUploadBeforeAnyoneSeesItAndIsNotTriedAgain() throws IOException {
        // Given
        Path file = dir.resolve("a.1");
        Path hidden = dir.resolve(".a.1.part");
        FailingDisk disk = new FailingDisk(
                FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                () -> assertThat(file).doesNotExist());
        try (FileUpload upload =
                new FileUpload(dir, file, hidden, disk, false, new BlobLocation(URI.create("file:///a.1")))) {
            Blobs.write(upload, Blobs.random(1000));
            // When
            assertThatThrownBy(upload::commit)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
            assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
        }
        // Then
        assertThat(disk.syncs()).isOne();
        assertThat(disk.isOpen()).isFalse();
        assertThat(dir).isEmptyDirectory();
    }
}
