package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One object on its way: hidden file, fsync, rename, fsync of the directory. */
final class FileUpload implements BlobUpload {
    private static final Logger LOG = LoggerFactory.getLogger(FileUpload.class);

    private enum State {
        WRITING,
        FAILED,
        COMMITTED,
        DISCARDED
    }

    private final Path directory;
    private final Path file;
    private final Path hidden;
    private final FileChannel channel;
    private final boolean thin;
    private final BlobLocation location;
    private State state = State.WRITING;
    private boolean renamed;

    FileUpload(Path directory, Path file, Path hidden, FileChannel channel, boolean thin, BlobLocation location) {
        this.directory = directory;
        this.file = file;
        this.hidden = hidden;
        this.channel = channel;
        this.thin = thin;
        this.location = location;
    }

    static FileUpload begin(
            Path directory, Path file, Path hidden, Set<PosixFilePermission> mode, boolean thin, BlobLocation location)
            throws IOException {
        FileChannel channel = FileChannel.open(
                hidden,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(mode));
        FileUpload upload = new FileUpload(directory, file, hidden, channel, thin, location);
        try {
            // Looked at after the hidden file is ours, or another writer could finish in between.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            // The umask took its share of the permissions above.
            Files.setPosixFilePermissions(hidden, mode);
            return upload;
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireWriting();
        try {
            if (thin) {
                ThinFile.write(channel, bytes);
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public BlobLocation commit() {
        requireWriting();
        try {
            if (thin) {
                ThinFile.end(channel);
            }
            channel.force(true);
            channel.close();
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
            renamed = true;
            FileBlobStore.syncDirectory(directory);
            state = State.COMMITTED;
            return location;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        if (state == State.COMMITTED || state == State.DISCARDED) {
            return;
        }
        state = State.DISCARDED;
        try (channel) {
            Files.deleteIfExists(hidden);
            if (renamed) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("object", file.getFileName())
                    .setCause(e)
                    .log("Leftovers of an upload stay until the object is deleted");
        }
    }

    /** After a failed fsync the kernel may have forgotten which pages are not on disk, so there is no second attempt of anything. */
    private StoreException failed(IOException e) {
        state = State.FAILED;
        StoreException sorted = FileErrors.sort(e);
        // The hidden file vanished: a delete of this name came first.
        return sorted.kind() == Kind.NOT_FOUND
                ? new StoreException(Kind.REFUSED, "The object was deleted while it was written.", e)
                : sorted;
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is " + state);
        }
    }
}
