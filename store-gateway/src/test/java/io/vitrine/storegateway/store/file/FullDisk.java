package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** Runs in a process of its own, on a file system of 8 MiB, and prints what it saw, a line each. */
final class FullDisk {
    private static final int MIB = 1024 * 1024;

    private FullDisk() {}

    public static void main(String[] arguments) {
        FileStoreFixture fixture = FileStoreFixture.checked(Path.of(arguments[0]));
        byte[] small = Blobs.random(MIB);
        BlobLocation kept = Blobs.put(fixture.store(), "kept.1", small);
        try (BlobUpload upload = fixture.store().begin("large.1", OptionalLong.empty())) {
            Blobs.write(upload, Blobs.random(20 * MIB));
            upload.commit();
            say("committed");
        } catch (StoreException e) {
            say("unknown size: " + e.kind());
        }
        try {
            fixture.store().begin("large.2", OptionalLong.of(20 * MIB));
            say("begun");
        } catch (StoreException e) {
            say("known size: " + e.kind());
        }
        say("left: " + fixture.everything());
        say("kept: " + Arrays.equals(small, Blobs.get(fixture.store(), kept, 0, MIB)));
        Blobs.put(fixture.store(), "next.1", Blobs.random(5 * MIB));
        fixture.store().check();
        say("next: stored");
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
