package io.vitrine.local.process;

import io.vitrine.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The processes of one system: each has a pid file and a log, and outlives whoever started it. A second look from another
 * JVM finds them again. Not for use by two at once on the same folder; {@link Exclusive} sees to that.
 */
public final class Processes {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path pids;
    private final Path logs;

    /** Keeps pid files in {@code dir/run} and logs in {@code dir/logs}. */
    public Processes(Path dir) {
        this.pids = dir.resolve("run");
        this.logs = dir.resolve("logs");
    }

    /** The log of a process, there or not. */
    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /** The process of this name, when it runs. */
    public Optional<ProcessId> running(String name) {
        return ProcessId.aliveIn(pidFile(name));
    }

    /** Starts a process in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it. */
    public ProcessId start(String name, Launch launch) throws IOException {
        Files.createDirectories(pids);
        Files.createDirectories(logs);
        Files.createDirectories(launch.folder());
        var command = new ArrayList<String>();
        if (Programs.has("setsid")) {
            command.add("setsid");
        }
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        Optional<ProcessId> id = ProcessId.of(process.pid());
        if (id.isEmpty()) {
            throw new LocalFailure(name + " ended at once." + lastWords(name));
        }
        id.get().save(pidFile(name));
        return id.get();
    }

    /** Sends a signal, by its name without SIG; says whether the process was there to get it. */
    public boolean signal(String name, String signal) {
        return running(name).filter(id -> Programs.signal(id.pid(), signal)).isPresent();
    }

    /**
     * SIGSTOP; when this returns no thread of the process runs any more. The kernel stops them one by one, and until then a busy one still
     * answers. Says whether the process was there to get it.
     */
    public boolean pause(String name) {
        Optional<ProcessId> running = running(name);
        return running.isPresent()
                && Programs.signal(running.get().pid(), "STOP")
                && waited(() -> ProcFile.stopped(running.get().pid()), Duration.ofSeconds(10));
    }

    /** Ends a process in good order, or after {@code patience} without asking. When this returns it has ended. */
    public void end(String name, String stopSignal, Duration patience) {
        Optional<ProcessId> running = running(name);
        if (running.isPresent()) {
            ProcessId id = running.get();
            List<ProcessId> family = family(id);
            Programs.signal(id.pid(), stopSignal);
            // A stopped process takes the signal only when it goes on.
            Programs.signal(id.pid(), "CONT");
            if (!ended(id, patience)) {
                family.stream().filter(ProcessId::alive).forEach(member -> Programs.signal(member.pid(), "KILL"));
                ended(id, Duration.ofSeconds(10));
            }
        }
        forget(name);
    }

    /** Ends a process the hard way; when this returns it has ended. Its children notice by themselves. */
    public void kill(String name) {
        running(name).ifPresent(id -> {
            Programs.signal(id.pid(), "KILL");
            ended(id, Duration.ofSeconds(10));
        });
        forget(name);
    }

    /** The last lines of a process's log with its path, ready to be put after a sentence. */
    public String lastWords(String name) {
        return LogTail.of(log(name), 15);
    }

    private static List<ProcessId> family(ProcessId id) {
        return ProcFile.family(id.pid()).stream()
                .map(stat -> ProcessId.of(stat.pid()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean ended(ProcessId id, Duration patience) {
        return waited(() -> !id.alive(), patience);
    }

    private static boolean waited(BooleanSupplier condition, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Pause.of(POLL);
        }
        return true;
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(pidFile(name));
        } catch (IOException e) {
            throw new LocalFailure("Cannot remove " + pidFile(name) + ": " + e.getMessage() + ".", e);
        }
    }

    private Path pidFile(String name) {
        return pids.resolve(name + ".pid");
    }
}
