package io.vitrine.importworker.convert;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file of our own, read from its beginning to its end. */
final class FileBytes implements Bytes {
    private static final int PIECE = 128 * 1024;

    private final FileChannel file;

    FileBytes(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.READ);
    }

    long size() throws IOException {
        return file.size();
    }

    @Override
    public @Nullable Buffer next() throws SourceException {
        byte[] piece = new byte[PIECE];
        try {
            int read = file.read(ByteBuffer.wrap(piece));
            return read < 0 ? null : Buffer.buffer(read).appendBytes(piece, 0, read);
        } catch (IOException e) {
            throw new SourceException("convert_failed", "The converted image cannot be read just now.", true);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException("a file that is read closes", e);
        }
    }
}
