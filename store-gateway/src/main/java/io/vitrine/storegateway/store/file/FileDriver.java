package io.vitrine.storegateway.store.file;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.StoreDriver;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Makes stores of type {@code file}. */
@Singleton
public final class FileDriver implements StoreDriver {
    /** What a user reads as {@code chunk_size}: bytes reach the file in blocks of the upload pipeline. */
    private static final int CHUNK_SIZE = 256 * 1024;

    @Override
    public String type() {
        return "file";
    }

    @Override
    public BlobStore create(String id, StoreConfig config) {
        Path dir = required(id, "filesystem.dir", config.filesystem().dir());
        if (!dir.isAbsolute()) {
            throw new InvalidStoreConfiguration("The setting '%s' must be an absolute path, and '%s' is not."
                    .formatted(key(id, "filesystem.dir"), dir));
        }
        return new FileBlobStore(
                dir.normalize(), permissions(id, config.filesystem().fileMode()));
    }

    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        return Map.of(
                "data_dir",
                config.filesystem().dir().map(dir -> dir.normalize().toString()).orElseThrow(),
                "chunk_size",
                CHUNK_SIZE,
                "thin_provisioning",
                false);
    }

    private static Set<PosixFilePermission> permissions(String id, String mode) {
        if (!mode.matches("0?[0-7]{3}")) {
            throw new InvalidStoreConfiguration(
                    "The setting '%s' must be three octal digits such as 0640, and '%s' is not."
                            .formatted(key(id, "filesystem.file-mode"), mode));
        }
        int bits = Integer.parseInt(mode, 8);
        // The enum lists owner, group and others, each read, write, execute: the bits of a mode from the highest down.
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
