package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import okio.BufferedSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part in a file that has no name any more: it goes with its channel, even when the process is killed. */
final class ScratchPart implements PartBytes {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchPart.class);
    private static final int BITE = 64 * 1024;

    private final FileChannel file;
    private final long capacity;
    private long length;

    private ScratchPart(FileChannel file, long capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    /** @throws StoreException {@code TRY_LATER} when the directory takes no file */
    static ScratchPart in(Path directory, long capacity) {
        try {
            Path name = Files.createTempFile(directory, "s3-", ".part");
            return new ScratchPart(
                    FileChannel.open(
                            name,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    capacity);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    @Override
    public void fill(ByteBuffer bytes) {
        int taken = (int) Math.min(bytes.remaining(), capacity - length);
        ByteBuffer part = bytes.slice(bytes.position(), taken);
        try {
            while (part.hasRemaining()) {
                length += file.write(part, length);
            }
        } catch (IOException e) {
            throw noRoom(e);
        }
        bytes.position(bytes.position() + taken);
    }

    @Override
    public boolean isFull() {
        return length == capacity;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        byte[] bite = new byte[BITE];
        for (long at = 0; at < length; ) {
            int read = read(bite, at);
            sink.write(bite, 0, read);
            at += read;
        }
    }

    @Override
    public String sha256() throws IOException {
        MessageDigest digest = digest();
        byte[] bite = new byte[BITE];
        for (long at = 0; at < length; ) {
            int read = read(bite, at);
            digest.update(bite, 0, read);
            at += read;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void release() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("A scratch file did not close");
        }
    }

    /** Whoever still reads it fails. */
    @Override
    public void abandon() {
        release();
    }

    private int read(byte[] bite, long at) throws IOException {
        int read = file.read(ByteBuffer.wrap(bite, 0, (int) Math.min(bite.length, length - at)), at);
        if (read < 0) {
            throw new IOException("a scratch file has lost bytes");
        }
        return read;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static StoreException noRoom(IOException e) {
        return new StoreException(
                Kind.TRY_LATER, "The directory of 'images.s3.scratch-dir' takes no more parts of uploads.", e);
    }
}
