package io.vitrine.storegateway.cache;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.storegateway.fake.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Runs in a process of its own, on a file system of 8 MiB, and prints what it saw, a line each. */
final class FullCacheDisk {
    private static final int MIB = 1024 * 1024;

    private FullCacheDisk() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        CacheFolder folder = CacheFolder.open(root.resolve("cache"), 0);
        Cache cache = new Cache(folder, 100 * MIB, Clock.systemUTC(), new CacheMeters(new SimpleMeterRegistry()));
        byte[] small = Door.random(MIB);
        EntryName kept = CacheTest.name(small);
        Fill first = cache.begin(kept, small.length, true).orElseThrow();
        first.bytes(small, 0, small.length);
        first.last();
        say("small: " + first.ended().get());

        byte[] huge = Door.random(20 * MIB);
        say("huge: " + cache.begin(CacheTest.name(huge), huge.length, true).isPresent());

        // There is room for it when it begins, and then somebody else takes it.
        byte[] large = Door.random(6 * MIB);
        EntryName name = CacheTest.name(large);
        Fill fill = cache.begin(name, large.length, true).orElseThrow();
        fill.bytes(large, 0, MIB);
        await().until(() -> Files.exists(folder.incomplete(name)) && Files.size(folder.incomplete(name)) == MIB);
        Files.write(root.resolve("of-somebody-else"), new byte[5 * MIB]);
        for (int i = 1; i < 6; i++) {
            fill.bytes(large, i * MIB, MIB);
        }
        fill.last();
        say("large: " + fill.ended().get());
        say("halves: " + folder.files("incomplete").size());
        say("kept: " + cache.hit(kept, small.length).isPresent() + " " + cache.used());
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
