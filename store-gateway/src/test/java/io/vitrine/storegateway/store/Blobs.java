package io.vitrine.storegateway.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/** Whole blobs in and out of a store, for tests. */
public final class Blobs {
    private static final int BLOCK = 256 * 1024;

    private Blobs() {}

    public static String newName() {
        return UUID.randomUUID() + ".1";
    }

    public static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    public static BlobLocation put(BlobStore store, String name, byte[] bytes) {
        return put(store, name, bytes, OptionalLong.of(bytes.length));
    }

    public static BlobLocation put(BlobStore store, String name, byte[] bytes, OptionalLong size) {
        try (BlobUpload upload = store.begin(name, size)) {
            write(upload, bytes);
            return upload.commit();
        }
    }

    public static void write(BlobUpload upload, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += BLOCK) {
            upload.write(ByteBuffer.wrap(bytes, at, Math.min(BLOCK, bytes.length - at)));
        }
    }

    public static byte[] get(BlobSource store, BlobLocation location, long offset, long length) {
        try {
            return switch (store.open(location, offset, length)) {
                case BlobContent.FileRegion region -> read(region);
                case BlobContent.ByteStream stream -> {
                    try (InputStream in = stream.stream()) {
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        in.transferTo(out);
                        yield out.toByteArray();
                    }
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(BlobContent.FileRegion region) throws IOException {
        try (var channel = Files.newByteChannel(region.file())) {
            channel.position(region.offset());
            return Channels.newInputStream(channel).readNBytes(Math.toIntExact(region.length()));
        }
    }
}
