package io.vitrine.importworker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vitrine.contracts.Workers;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.method.ImportMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of this process: it asks for jobs, keeps their leases, and lets them end before it ends itself. */
@ApplicationScoped
public class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final ImportConfig config;
    private final Duration drain;
    private final RunningJobs running = new RunningJobs();
    private final Slots slots;
    private final LeaseKeeper leases;
    private @Nullable Timers renewal;
    private @Nullable Timers poll;

    Worker(
            ImportConfig config,
            ProcessConfig process,
            ImageApiConfig imageApi,
            ImportMethods methods,
            ServiceToken token,
            Vertx vertx,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.config = config;
        this.drain = process.shutdown().drain();
        JobClient client = new JobClient(
                new ImageApi(vertx, imageApi, token), json, UUID.randomUUID().toString());
        this.slots = new Slots(
                size(config, process, Runtime.getRuntime().availableProcessors()),
                client,
                new JobRun(methods, client, running, metrics));
        this.leases = new LeaseKeeper(running, client, System::nanoTime);
        metrics.gauge("image.import.running", running, jobs -> jobs.leases().size());
    }

    /** A wake-up is used when a slot was free and asked for a job; false when the process is about to end. */
    boolean wake() throws InterruptedException {
        return slots.wake();
    }

    void start(@Observes StartupEvent start) {
        renewal = Timers.every(LeaseKeeper.TICK, "leases", leases::tick);
        poll = Timers.every(config.poll(), "poll", slots::poll);
    }

    void stop(@Observes ShutdownEvent shutdown) {
        close(poll);
        try {
            if (!slots.drain(drain)) {
                LOG.warn("Running imports do not end in time and are given up; another worker repeats them");
                running.stopAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(renewal);
    }

    private static void close(@Nullable Timers timers) {
        if (timers != null) {
            timers.close();
        }
    }

    /** A number that makes no sense stops the start, whether it counts or not. */
    static int size(ImportConfig config, ProcessConfig process, int processors) {
        int workers = Workers.number(process.workers().orElse(null), processors);
        int size = config.concurrency().orElse(workers);
        if (size < 1) {
            throw new IllegalArgumentException(
                    "The setting 'images.import.concurrency' must be 1 or more, and %d is not.".formatted(size));
        }
        return size;
    }
}
