package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Runs in a process of its own, on a file system that takes no bytes, and prints what it saw, a line each. */
final class ReadOnlyDisk {
    private ReadOnlyDisk() {}

    public static void main(String[] arguments) {
        FileBlobStore store = new FileStoreFixture(Path.of(arguments[0])).store();
        say("check", store::check);
        say("write", () -> store.begin("b.1", OptionalLong.empty()));
        say("delete", () -> store.delete("a.1"));
        byte[] read = Blobs.get(store, store.locate("a.1"), 0, 5);
        System.out.println("read: " + new String(read, StandardCharsets.UTF_8));
    }

    private static void say(String what, Runnable call) {
        try {
            call.run();
            System.out.println(what + ": done");
        } catch (StoreException e) {
            System.out.println(what + ": " + e.kind());
        }
    }
}
