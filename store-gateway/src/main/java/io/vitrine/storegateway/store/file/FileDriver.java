package io.vitrine.storegateway.store.file;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;

import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.StoreDriver;
import io.vitrine.storegateway.store.file.SpreadFileStore.Directory;
import jakarta.inject.Singleton;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        StoreConfig.Filesystem settings = config.filesystem();
        Set<PosixFilePermission> mode = permissions(id, settings.fileMode());
        List<Directory> directories = FileDirectory.of(id, settings).stream()
                .map(each -> new Directory(
                        new FileBlobStore(each.path(), mode, settings.thinProvisioning()), each.priority()))
                .toList();
        return directories.size() == 1 ? directories.getFirst().store() : new SpreadFileStore(directories);
    }

    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        StoreConfig.Filesystem settings = config.filesystem();
        String paths = FileDirectory.of("", settings).stream()
                .map(each -> each.path().toString())
                .collect(Collectors.joining(","));
        return Map.of("data_dir", paths, "chunk_size", CHUNK_SIZE, "thin_provisioning", settings.thinProvisioning());
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
