package io.vitrine.local;

import io.vitrine.local.component.LocalProcess;
import io.vitrine.local.process.Pause;
import io.vitrine.local.process.ProcessId;
import io.vitrine.local.process.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Starts parts side by side, each as soon as those it needs are ready. */
final class Starter {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Processes processes;
    private final Progress progress;
    private final AtomicReference<LocalFailure> failure = new AtomicReference<>();

    Starter(Processes processes, Progress progress) {
        this.processes = processes;
        this.progress = progress;
    }

    /** Starts what does not run, and returns when all of it is ready. Looks at all ports before anything is started. */
    void start(List<LocalProcess> wanted, Ports ports) {
        for (LocalProcess process : wanted) {
            if (processes.running(process.part().id()).isEmpty()) {
                process.ports().forEach(ports::demandFree);
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Part, CompletableFuture<Void>> starts = new HashMap<>();
            for (LocalProcess process : wanted) {
                starts.put(process.part(), begin(process, starts, threads));
            }
            CompletableFuture.allOf(starts.values().toArray(new CompletableFuture<?>[0]))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalFailure first ? first : e;
        }
    }

    private CompletableFuture<Void> begin(
            LocalProcess process, Map<Part, CompletableFuture<Void>> starts, Executor threads) {
        CompletableFuture<?>[] needed = process.after().stream()
                .map(starts::get)
                .filter(start -> start != null)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(needed).thenRunAsync(() -> start(process), threads);
    }

    private void start(LocalProcess process) {
        String name = process.part().id();
        long begin = System.nanoTime();
        try {
            if (processes.running(name).isPresent() && process.ready()) {
                return;
            }
            progress.starting(process.part());
            if (processes.running(name).isEmpty()) {
                process.prepare();
                processes.start(name, process.launch());
            }
            awaitReady(process);
            process.settle();
            progress.ready(process.part(), Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw failed(
                    process,
                    new LocalFailure(process.part().title() + " cannot be started: " + e.getMessage() + ".", e));
        } catch (LocalFailure e) {
            throw failed(process, e);
        }
    }

    /** The first failure is the one to be told; those that were only called off are not. */
    private LocalFailure failed(LocalProcess process, LocalFailure reason) {
        LocalFailure first = failure.compareAndExchange(null, reason);
        if (first == null) {
            progress.failed(process.part());
            return reason;
        }
        return first;
    }

    private void awaitReady(LocalProcess process) {
        String name = process.part().id();
        String title = process.part().title();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!process.ready()) {
            if (processes.running(name).filter(ProcessId::alive).isEmpty()) {
                throw new LocalFailure(title + " ended while it started." + processes.lastWords(name));
            }
            LocalFailure elsewhere = failure.get();
            if (elsewhere != null) {
                // It may yet come up and stays; nobody should wait for it to learn what went wrong elsewhere.
                throw elsewhere;
            }
            if (System.nanoTime() > until) {
                throw new LocalFailure(
                        title + " was not ready after " + PATIENCE.toSeconds() + " s." + processes.lastWords(name));
            }
            Pause.of(POLL);
        }
    }
}
