package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A file store in a directory of the test. */
record FileStoreFixture(Path dir, FileBlobStore store) implements StoreFixture {
    FileStoreFixture(Path dir) {
        this(dir, new FileBlobStore(dir, PosixFilePermissions.fromString("rw-r-----"), false));
    }

    /** In use, as after the first check at start. */
    static FileStoreFixture checked(Path dir) {
        FileStoreFixture fixture = new FileStoreFixture(dir);
        fixture.store().check();
        return fixture;
    }

    @Override
    public List<String> everything() {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(FileBlobStore.MARK))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void dieWhileWriting(String objectName, byte[] half) {
        Blobs.write(store.begin(objectName, OptionalLong.empty()), half);
    }
}
