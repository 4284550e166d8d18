package io.vitrine.storegateway.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes a file whose blocks of zeros are holes: they read as zeros and take no room. */
final class ThinFile {
    /** As long and aligned like this a run of zeros becomes a hole; file systems keep smaller ones anyway. */
    private static final int PIECE = 64 * 1024;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private ThinFile() {}

    static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            long at = file.position();
            int length = (int) Math.min(bytes.remaining(), PIECE - at % PIECE);
            ByteBuffer piece = bytes.slice(bytes.position(), length);
            if (length == PIECE && piece.mismatch(ZEROS) < 0) {
                file.position(at + length);
            } else {
                while (piece.hasRemaining()) {
                    file.write(piece);
                }
            }
            bytes.position(bytes.position() + length);
        }
    }

    /** A hole at the end counts only once something comes after it. */
    static void end(FileChannel file) throws IOException {
        long length = file.position();
        if (file.size() < length) {
            file.write(ByteBuffer.allocate(1), length - 1);
        }
    }
}
