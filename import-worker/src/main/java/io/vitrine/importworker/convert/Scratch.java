package io.vitrine.importworker.convert;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one conversion. Nothing of them is left after {@link #close}. For one thread. */
final class Scratch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    private final ScratchDir all;
    private final Path dir;
    private long reserved;

    Scratch(ScratchDir all, Path dir, long reserved) {
        this.all = all;
        this.dir = dir;
        this.reserved = reserved;
    }

    Path dir() {
        return dir;
    }

    Path source() {
        return dir.resolve("source");
    }

    Path result() {
        return dir.resolve("result");
    }

    /**
     * Writes the source, which must have the number of bytes that was reserved.
     *
     * @param progress is told now and then how many there are
     */
    void receive(Bytes bytes, Count progress) throws IOException, InterruptedException {
        long expected = reserved;
        long received = 0;
        try (OutputStream file = Files.newOutputStream(source())) {
            for (Buffer next = bytes.next(); next != null; next = bytes.next()) {
                received += next.length();
                if (received > expected) {
                    throw new IOException("more bytes come than there should be");
                }
                file.write(next.getBytes());
                released(next.length());
                progress.at(received);
            }
        }
        if (received < expected) {
            throw new IOException("fewer bytes came than there should be");
        }
    }

    /** @throws ConversionException when there is no room for so many more bytes now */
    void reserve(long bytes) throws IOException, ConversionException {
        all.reserve(bytes);
        reserved += bytes;
    }

    private void released(long bytes) {
        all.release(bytes);
        reserved -= bytes;
    }

    @Override
    public void close() {
        all.release(reserved);
        reserved = 0;
        try {
            ScratchDir.delete(dir);
        } catch (IOException e) {
            // The next start removes it.
            LOG.atWarn().setCause(e).log("The files of a conversion could not be removed");
        }
    }
}
