package io.vitrine.local.cli;

import io.vitrine.local.Part;
import io.vitrine.local.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Says what is up, a line each; on a terminal also what is still awaited, in a line that changes. */
final class ProgressLines implements Progress, AutoCloseable {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final long begin = System.nanoTime();
    private boolean started;
    private final Set<String> awaited = new LinkedHashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private ProgressLines(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static ProgressLines on(PrintStream out) {
        Console console = System.console();
        var lines = new ProgressLines(out, console != null && console.isTerminal());
        if (lines.terminal) {
            lines.clock.scheduleAtFixedRate(lines::redraw, 0, 200, TimeUnit.MILLISECONDS);
        }
        return lines;
    }

    @Override
    public synchronized void starting(Part part) {
        started = true;
        awaited.add(part.title());
        if (!terminal) {
            out.println("starting " + part.title());
        }
    }

    @Override
    public synchronized void ready(Part part, Duration after) {
        line(part, String.format("ready after %4.1f s", after.toMillis() / 1000.0));
    }

    @Override
    public synchronized void failed(Part part) {
        line(part, "failed");
    }

    synchronized boolean nothingHappened() {
        return !started;
    }

    private void line(Part part, String what) {
        awaited.remove(part.title());
        out.println((terminal ? ERASE_LINE : "") + String.format("  %-16s %s", part.title(), what));
    }

    private synchronized void redraw() {
        if (!awaited.isEmpty()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            out.print(ERASE_LINE + "  " + seconds + " s, waiting for "
                    + awaited.stream().collect(Collectors.joining(", ")) + " …");
            out.flush();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (terminal) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
