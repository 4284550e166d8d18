package io.vitrine.storegateway.store;

import java.io.InputStream;
import java.nio.file.Path;

/** Opened bytes: a region of a local file, which the kernel can send by itself, or a stream that must be closed. */
public sealed interface BlobContent {
    long length();

    record FileRegion(Path file, long offset, long length) implements BlobContent {}

    /** @param stream yields exactly {@code length} bytes, or throws; never ends early in silence */
    record ByteStream(InputStream stream, long length) implements BlobContent {}
}
