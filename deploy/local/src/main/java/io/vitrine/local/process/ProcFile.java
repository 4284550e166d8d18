package io.vitrine.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel tells of processes in {@code /proc}. */
final class ProcFile {
    private static final Path PROC = Path.of("/proc");

    private ProcFile() {}

    /** One line of {@code /proc/PID/stat}; times in clock ticks. */
    record Stat(long pid, char state, long parent, long ownTicks, long childTicks, int threads, long startTicks) {
        /** After a kill the first thread is often gone before the others, and until the last goes, ports stay taken. */
        boolean ended() {
            return (state == 'Z' || state == 'X') && threads <= 1;
        }
    }

    static Optional<Stat> stat(long pid) {
        try {
            return Optional.of(parse(pid, Files.readString(PROC.resolve(pid + "/stat"))));
        } catch (IOException e) {
            // There is no such process, or it ended while we looked: the same to us.
            return Optional.empty();
        }
    }

    /** Whether every thread of a process is held by a SIGSTOP. */
    static boolean stopped(long pid) {
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            return threads.map(ProcFile::state).flatMap(Optional::stream).allMatch(state -> state == 'T');
        } catch (IOException e) {
            // It ended: nothing of it runs.
            return true;
        }
    }

    private static Optional<Character> state(Path thread) {
        try {
            return Optional.of(
                    parse(0, Files.readString(thread.resolve("stat"))).state());
        } catch (IOException e) {
            // The thread ended while we looked.
            return Optional.empty();
        }
    }

    static Stat parse(long pid, String line) {
        // The program's name stands in brackets and may hold blanks and brackets: what counts begins after the last
        // one.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        return new Stat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]),
                Integer.parseInt(fields[17]),
                Long.parseLong(fields[19]));
    }

    /** The process and all that descend from it. */
    static List<Stat> family(long pid) {
        var family = new ArrayList<Stat>();
        stat(pid).ifPresent(family::add);
        List<Stat> everybody = ProcessHandle.allProcesses()
                .map(handle -> stat(handle.pid()))
                .flatMap(Optional::stream)
                .toList();
        for (int next = 0; next < family.size(); next++) {
            long parent = family.get(next).pid();
            everybody.stream().filter(stat -> stat.parent() == parent).forEach(family::add);
        }
        return family;
    }

    /** Resident kilobytes; of memory shared with others only the due part, when the kernel tells it. */
    static long residentKilobytes(long pid, boolean shared) {
        return shared
                ? field(PROC.resolve(pid + "/smaps_rollup"), "Pss:")
                        .or(() -> field(PROC.resolve(pid + "/status"), "VmRSS:"))
                        .orElse(0L)
                : field(PROC.resolve(pid + "/status"), "VmRSS:").orElse(0L);
    }

    private static Optional<Long> field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names this run of the machine; process numbers and start times begin anew with the next. */
    static String boot() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
