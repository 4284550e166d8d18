package io.vitrine.storegateway.store.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files of one flat directory. An object is written as {@code .<name>.part} beside its final place and renamed when it is whole
 * and on disk, so no one sees half of it, whenever the power goes. Whoever made the hidden file, which only one can, is the only one who
 * may rename it: that is why a rename never overwrites, though the system call would.
 *
 * <p>A file system that is not mounted leaves an empty directory, or none, where the store should be. So the directory bears a mark, and
 * without it nothing is written, and nothing counts as gone. Only the first check of a process makes the directory and the mark.
 */
public final class FileBlobStore implements BlobStore {
    /** Of no other meaning than to be there: hidden, so that it is no object. */
    static final String MARK = ".vitrine-store";

    private static final String MARK_TEXT =
            "This directory is a store of images. Without this file it counts as a file system that is not mounted.\n";

    private final Path root;
    private final Set<PosixFilePermission> mode;
    private final boolean thin;
    private volatile boolean marked;

    /**
     * @param root absolute and normalised
     * @param mode permissions of every object
     * @param thin whether blocks of zeros become holes
     */
    public FileBlobStore(Path root, Set<PosixFilePermission> mode, boolean thin) {
        this.root = root;
        this.mode = Set.copyOf(mode);
        this.thin = thin;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        Path file = file(objectName);
        requireMark();
        try {
            // Nobody knows how much of a thin file takes room.
            if (!thin && size.isPresent() && size.getAsLong() > usableSpace()) {
                throw new StoreException(Kind.FULL, "The store has less room than the image needs.", null);
            }
            return FileUpload.begin(root, file, hidden(file), mode, thin, locate(objectName));
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    @Override
    public void delete(String objectName) {
        Path file = file(objectName);
        requireMark();
        try {
            // The hidden file first: once it is gone a writer of another process can no longer rename it into place
            // behind our back.
            boolean leftover = Files.deleteIfExists(hidden(file));
            boolean object = Files.deleteIfExists(file);
            if (leftover || object) {
                syncDirectory(root);
            } else {
                // Gone, or unmounted since we looked.
                requireMark();
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
    public BlobListing list(@Nullable String cursor, int limit) {
        requireMark();
        try {
            return FileListing.of(root, cursor, limit);
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    @Override
    public BlobLocation locate(String objectName) {
        // Not Path.toUri, which asks the file system whether the path is a directory.
        return new BlobLocation(FileUrls.of(file(objectName)));
    }

    @Override
    public OptionalLong freeBytes() {
        requireMark();
        try {
            return OptionalLong.of(usableSpace());
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    /** Writes and removes a hidden file. The first time it makes what is missing: the directory, and the mark of one that has none yet. */
    @Override
    public void check() {
        Path probe = root.resolve(".check-" + UUID.randomUUID());
        try {
            if (!marked) {
                mark();
            }
            requireMark();
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

    /** Whether there is anything at a location, as far as can be seen just now. */
    boolean holds(BlobLocation location) {
        return Files.exists(file(location), NOFOLLOW_LINKS);
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void mark() throws IOException {
        Files.createDirectories(root);
        try {
            Files.writeString(root.resolve(MARK), MARK_TEXT, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            syncDirectory(root);
        } catch (FileAlreadyExistsException already) {
            // Not its first start, or another gateway was faster.
        }
        marked = true;
    }

    private void requireMark() {
        if (!Files.isRegularFile(root.resolve(MARK), NOFOLLOW_LINKS)) {
            throw new StoreException(
                    Kind.TRY_LATER,
                    "The store's directory, or the file %s in it, is not there just now.".formatted(MARK),
                    null);
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

    private BasicFileAttributes attributes(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw new StoreException(Kind.BROKEN, "What the store has under this name is not a file.", null);
            }
            return attributes;
        } catch (NoSuchFileException e) {
            requireMark();
            throw FileErrors.sort(e);
        } catch (IOException e) {
            throw FileErrors.sort(e);
        }
    }

    private static Path hidden(Path file) {
        return file.resolveSibling(FileListing.HIDDEN_PREFIX + file.getFileName() + FileListing.HIDDEN_SUFFIX);
    }
}
