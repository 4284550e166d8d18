package io.vitrine.importworker.convert;

import io.vitrine.importworker.log.LogKeys;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code qemu-img convert} on a file that was inspected: both formats named, never guessed; no shell, an empty environment, bounds for
 * address space, CPU, time and output; ended with the conversion that wants it, and with this process.
 *
 * @param program full path of the tool
 * @param memory most bytes of address space
 */
record QemuImg(Path program, Isolation isolation, long memory) {
    private static final Logger LOG = LoggerFactory.getLogger(QemuImg.class);
    private static final Duration LEAST_TIME = Duration.ofMinutes(1);
    private static final long SLOWEST_BYTES_PER_SECOND = 8L << 20;
    private static final long TICK_MILLIS = 500;
    private static final long LAST_WORDS_SECONDS = 10;
    private static final int MOST_FILES = 64;

    /**
     * A process is ended with the thread that started it, when it asks to be ended with its parent: a thread that never ends starts them all.
     */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("qemu-img").factory());

    /**
     * One conversion.
     *
     * @param virtualBytes of the disk that the source describes
     * @param mostBytes that the result may have
     * @param deadline {@link System#nanoTime} at which it must be over
     */
    record Work(Scratch scratch, ConversionOrder order, long virtualBytes, long mostBytes, long deadline) {
        Duration patience() {
            Duration ofSize = LEAST_TIME.plusSeconds(virtualBytes / SLOWEST_BYTES_PER_SECOND);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            return left.compareTo(ofSize) < 0 ? left : ofSize;
        }
    }

    /**
     * Makes the result out of the source.
     *
     * @param progress is told now and then how many bytes of the disk are done
     * @throws ConversionException when the tool fails or takes too long; an interrupt ends it
     */
    void convert(Work work, Count progress) throws ConversionException, InterruptedException {
        Duration patience = work.patience();
        Process process = started(work, patience);
        ToolOutput output = ToolOutput.of(process);
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.at((long) (output.fraction() * work.virtualBytes()));
                if (System.nanoTime() - end > 0) {
                    throw ConversionException.failed(work.order(), "it takes too long");
                }
            }
            if (process.exitValue() != 0) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.STATUS_CODE, process.exitValue())
                        .addKeyValue(LogKeys.CAUSE, output.words())
                        .log("qemu-img failed");
                throw ConversionException.failed(work.order(), "the image cannot be read as what it says to be");
            }
        } finally {
            end(process);
        }
    }

    private Process started(Work work, Duration patience) throws ConversionException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(work, patience))
                .directory(work.scratch().dir().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C");
        // Each thread's own arena would take 64 MiB of the address space.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        CompletableFuture<Process> start = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return builder.start();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                STARTER);
        try {
            return start.get();
        } catch (ExecutionException e) {
            LOG.atError().setCause(e.getCause()).log("qemu-img could not be started");
            throw ConversionException.failed(work.order(), "the service cannot do it just now");
        } catch (InterruptedException e) {
            start.thenAccept(QemuImg::end);
            throw e;
        }
    }

    List<String> command(Work work, Duration patience) {
        List<String> command = new ArrayList<>(List.of(
                "prlimit",
                "--as=" + memory,
                "--cpu=" + Math.max(1, patience.toSeconds()),
                "--fsize=" + work.mostBytes(),
                "--nofile=" + MOST_FILES,
                "--core=0",
                "--stack=1048576",
                "--",
                "nice",
                "-n",
                "10"));
        command.addAll(isolation.command(program, work.scratch().dir()));
        command.addAll(List.of(
                program.toString(),
                "convert",
                "-p",
                "-f",
                work.order().from(),
                "-O",
                work.order().to(),
                "--",
                work.scratch().source().toString(),
                work.scratch().result().toString()));
        return command;
    }

    /** With what it has started; killed processes are waited for, so that they write no more. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
