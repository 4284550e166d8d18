package io.vitrine.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process beyond doubt: its number, and when it was started in which boot. Numbers are given again; the three together
 * are not.
 */
public record ProcessId(long pid, long startTicks, String boot) {

    /** The process that has this number now, if there is one and it has not ended. */
    public static Optional<ProcessId> of(long pid) {
        return ProcFile.stat(pid)
                .filter(stat -> !stat.ended())
                .map(stat -> new ProcessId(pid, stat.startTicks(), ProcFile.boot()));
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Writes it down for the next command. */
    public void save(Path file) throws IOException {
        Files.writeString(file, pid + " " + startTicks + " " + boot + "\n");
    }

    /** The process written down in a file, if that very process still runs. */
    public static Optional<ProcessId> aliveIn(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            if (words.length != 3) {
                return Optional.empty();
            }
            return Optional.of(new ProcessId(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
                    .filter(ProcessId::alive);
        } catch (IOException | NumberFormatException e) {
            // A file cut off by a full disk or a crash says nothing; the ports tell whether something still runs.
            return Optional.empty();
        }
    }
}
