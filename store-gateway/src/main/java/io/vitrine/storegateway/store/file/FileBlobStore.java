package io.vitrine.storegateway.store.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Objects as files of one flat directory. An object is written as {@code .<name>.part} beside its final place and renamed when it is whole
 * and on disk, so no one sees half of it, whenever the power goes. Whoever made the hidden file, which only one can, is the only one who
 * may rename it: that is why a rename never overwrites, though the system call would.
 */
public final class FileBlobStore implements BlobStore {
    private final Path root;
    private final Set<PosixFilePermission> mode;

    /**
     * @param root absolute and normalised
     * @param mode permissions of every object
     */
    public FileBlobStore(Path root, Set<PosixFilePermission> mode) {
        this.root = root;
        this.mode = Set.copyOf(mode);
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        Path file = file(objectName);
        requireDirectory();
        try {
            if (size.isPresent() && size.getAsLong() > usableSpace()) {
                throw new StoreException(Kind.FULL, "The store has less room than the image needs.", null);
            }
            return FileUpload.begin(root, file, hidden(file), mode, locate(objectName));
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    @Override
    public void delete(String objectName) {
        Path file = file(objectName);
        // Without the directory nothing can be said about its objects; a file system that is not mounted would make
        // them all "gone".
        requireDirectory();
        try {
            // The hidden file first: once it is gone a writer of another process can no longer rename it into place
            // behind our back.
            boolean leftover = Files.deleteIfExists(hidden(file));
            boolean object = Files.deleteIfExists(file);
            if (leftover || object) {
                syncDirectory(root);
            }
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        try {
            return OptionalLong.of(attributes(file(location)).size());
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        Path file = file(location);
        if (attributes(file).size() < offset + length) {
            throw new StoreException(Kind.BROKEN, "The store has fewer bytes than the image.", null);
        }
        return new BlobContent.FileRegion(file, offset, length);
    }

    @Override
    public BlobLocation locate(String objectName) {
        // Not Path.toUri, which asks the file system whether the path is a directory.
        return new BlobLocation(FileUrls.of(file(objectName)));
    }

    @Override
    public OptionalLong freeBytes() {
        requireDirectory();
        try {
            return OptionalLong.of(usableSpace());
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    /** Makes the directory when it is missing, and writes and removes a hidden file. */
    @Override
    public void check() {
        Path probe = root.resolve(".check-" + UUID.randomUUID());
        try {
            Files.createDirectories(root);
            Files.write(probe, new byte[] {1}, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.delete(probe);
        } catch (IOException e) {
            StoreException sorted = FileErrors.sort(e);
            // A full store can still be read from and deleted from.
            if (sorted.kind() != Kind.FULL) {
                throw sorted;
            }
        }
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void requireDirectory() {
        if (!Files.isDirectory(root)) {
            throw new StoreException(Kind.TRY_LATER, "The store's directory is not there just now.", null);
        }
    }

    private long usableSpace() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    private Path file(String objectName) {
        return root.resolve(ObjectName.requireValid(objectName));
    }

    /** The file of a location, which must lie in this very directory, whatever its URL says with dots or links. */
    private Path file(BlobLocation location) {
        Path file = FileUrls.path(location.url());
        if (!root.equals(file.getParent()) || !ObjectName.isValid(String.valueOf(file.getFileName()))) {
            throw new StoreException(Kind.BROKEN, "This location is not in this store.", null);
        }
        return file;
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new StoreException(Kind.BROKEN, "What the store has under this name is not a file.", null);
            }
            return attributes;
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    private static Path hidden(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }
}
