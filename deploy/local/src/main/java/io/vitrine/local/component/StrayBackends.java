package io.vitrine.local.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * After a kill of the server its helpers live on for a moment, hold the shared memory and keep a new server from starting;
 * and the number in its lock file may by now belong to somebody else, which also keeps it from starting.
 */
final class StrayBackends {
    private StrayBackends() {}

    /** Ends what still works in the data folder of a server that is gone, and takes its lock file away. */
    static void end(Path data) throws IOException {
        ProcessHandle.allProcesses().filter(process -> worksIn(process, data)).forEach(process -> {
            if (process.destroyForcibly()) {
                process.onExit().join();
            }
        });
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd"))
                    .equals(data);
        } catch (IOException e) {
            // Somebody else's process, or one that just ended: not one of ours.
            return false;
        }
    }
}
