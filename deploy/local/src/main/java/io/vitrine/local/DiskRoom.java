package io.vitrine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Databases and logs fail in many odd ways on a full disk: better one sentence before anything is started. */
public final class DiskRoom {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long NEEDED = 1024 * MEGABYTE;

    private DiskRoom() {}

    /** Fails with a sentence when there is too little room for a new system in a folder that may not exist yet. */
    public static void demand(Path dir) {
        Path present = dir.toAbsolutePath();
        while (!Files.exists(present) && present.getParent() != null) {
            present = present.getParent();
        }
        try {
            demand(dir, Files.getFileStore(present).getUsableSpace());
        } catch (IOException e) {
            throw new LocalFailure("Cannot look at the disk of " + present + ": " + e.getMessage() + ".", e);
        }
    }

    static void demand(Path dir, long usable) {
        if (usable < NEEDED) {
            throw new LocalFailure("Only " + usable / MEGABYTE + " MiB are free for " + dir + ", and a system needs "
                    + NEEDED / MEGABYTE + " MiB to start: make room, or choose a folder elsewhere with --dir.");
        }
    }
}
