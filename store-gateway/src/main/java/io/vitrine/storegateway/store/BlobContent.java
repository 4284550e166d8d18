package io.vitrine.storegateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opened bytes: a region of a local file, which the kernel can send by itself, or a stream that must be closed. */
public sealed interface BlobContent {
    long length();

    /** For whoever reads them one after the other; asked for once, and closing it closes the content. It may hold more than the region. */
    ReadableByteChannel channel() throws IOException;

    record FileRegion(Path file, long offset, long length) implements BlobContent {
        @Override
        public ReadableByteChannel channel() throws IOException {
            return FileChannel.open(file, StandardOpenOption.READ).position(offset);
        }
    }

    /** @param stream yields exactly {@code length} bytes, or throws; never ends early in silence */
    record ByteStream(InputStream stream, long length) implements BlobContent {
        @Override
        public ReadableByteChannel channel() {
            return Channels.newChannel(stream);
        }
    }
}
