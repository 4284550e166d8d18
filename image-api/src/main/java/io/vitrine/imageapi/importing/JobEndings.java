package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.imageapi.data.UploadAbort;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.outbox.Backoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways a run ends, each in the caller's transaction with the image locked (spec: imports, sections 1, 3 and 4). */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class JobEndings {
    private static final Logger LOG = LoggerFactory.getLogger(JobEndings.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final long MIB = 1L << 20;
    private static final JobFailure NOTHING_ARRIVED =
            new JobFailure("nothing_stored", "None of the uploads finished!", null, false);

    private final Tasks tasks;
    private final Described described;
    private final JobCommands commands;
    private final UploadAbort uploads;
    private final Locations locations;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final ImportConfig config;
    private final Backoff wait;
    private final Clock clock;

    JobEndings(
            Tasks tasks,
            Described described,
            JobCommands commands,
            UploadAbort uploads,
            Locations locations,
            LocationRemoval removal,
            ImageEvents events,
            ImportConfig config,
            Clock clock) {
        this.tasks = tasks;
        this.described = described;
        this.commands = commands;
        this.uploads = uploads;
        this.locations = locations;
        this.removal = removal;
        this.events = events;
        this.config = config;
        this.wait = new Backoff(config.retryInitial(), LONGEST_WAIT, 0.2);
        this.clock = clock;
    }

    /**
     * A run is over: what became of the import is what the stores have, whatever the worker saw of it.
     *
     * @param failure why not every store has the bytes that must; empty when the worker knows of no reason
     * @param missed stores that failed, each with its reason
     */
    void judge(ImageRow image, Task task, Optional<JobFailure> failure, List<JobFailure> missed) {
        List<String> holding = locations.stores(image.id);
        List<String> brought = locations.storesOf(image.id, task.id());
        boolean must = task.input().importReq().allStoresMustSucceed();
        boolean whole = holding.containsAll(task.input().backend());
        // Once active, an image stays it, even if somebody takes copies away meanwhile: the last ones are never removed
        // here.
        boolean arrived =
                !task.copies() && (image.status == ImageStatus.ACTIVE || image.status == ImageStatus.DEACTIVATED);
        boolean enough = arrived || !brought.isEmpty() && (!must || task.copies() && brought.containsAll(holding));
        JobFailure why = failure.or(() -> missed.stream().findFirst()).orElse(NOTHING_ARRIVED);
        if (whole || arrived && must) {
            succeed(image, task);
        } else if (enough) {
            succeedPartly(image, task, why, missed);
        } else if (why.retriable() && task.attempts() < config.attempts()) {
            runLater(image, task, why);
        } else {
            fail(image, task, why, missed);
        }
    }

    void succeed(ImageRow image, Task task) {
        image.failedImport = List.of();
        succeed(image, task, copied(image), null);
    }

    /** Enough stores have the bytes; the others are named, and their writes are over. */
    private void succeedPartly(ImageRow image, Task task, JobFailure why, List<JobFailure> missed) {
        uploads.endAllOf(image, task.id(), why.code());
        List<String> holding = locations.stores(image.id);
        image.failedImport = task.input().backend().stream()
                .filter(store -> !holding.contains(store))
                .sorted()
                .toList();
        String reasons = missed.isEmpty() ? why.message() : sentences(missed);
        succeed(image, task, copied(image) + ". " + reasons, new Failure(why.code(), reasons, why.retriable()));
    }

    private void succeed(ImageRow image, Task task, String message, @Nullable Failure partly) {
        removal.removeStaged(image.id);
        tasks.succeed(task.id(), image.id, message);
        release(image);
        String type = partly == null ? MessageType.IMAGE_IMPORT_SUCCEEDED : MessageType.IMAGE_IMPORT_FAILED;
        events.happened(type, image, locations.stores(image.id), null, partly);
        log(image, task, partly == null ? "success" : "partly");
    }

    /**
     * What the import brought is removed. A new image is queued again; one that was active before stays so. It names the stores to blame, or
     * all when none is.
     */
    void fail(ImageRow image, Task task, JobFailure failure, List<JobFailure> missed) {
        uploads.endAllOf(image, task.id(), failure.code());
        ImageStatus previous = image.status;
        if (image.status == ImageStatus.IMPORTING || image.status == ImageStatus.UPLOADING) {
            removal.removeAll(image);
            image.become(ImageStatus.QUEUED, clock.instant());
            image.forgetData();
        } else {
            removal.removeOf(image.id, task.id());
        }
        List<String> blamed = missed.stream()
                .map(JobFailure::store)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        List<String> one = failure.store() == null ? task.input().backend() : List.of(failure.store());
        image.failedImport = blamed.isEmpty() ? one.stream().sorted().toList() : blamed;
        described.takeBack(image, task.id());
        tasks.fail(task.id(), failure.message());
        release(image);
        events.happened(
                MessageType.IMAGE_IMPORT_FAILED,
                image,
                locations.stores(image.id),
                previous == image.status ? null : previous,
                new Failure(failure.code(), failure.message(), failure.retriable()));
        log(image, task, failure.code());
    }

    /** The worker could not, and says that trying again makes sense: the fence stays, so that its report may be repeated. */
    void runLater(ImageRow image, Task task, JobFailure failure) {
        uploads.endAllOf(image, task.id(), failure.code());
        removal.removeStagedOf(image.id, task.id());
        long fence = task.generation() == null ? image.generation : task.generation();
        tasks.again(task.id(), fence, failure.message(), wait.after(Math.max(1, task.attempts())));
        log(image, task, failure.code());
    }

    /** The worker went silent: what it still says is stale from now on. */
    void runAgain(ImageRow image, Task task) {
        uploads.endAllOf(image, task.id(), "lease_lost");
        removal.removeStagedOf(image.id, task.id());
        tasks.again(task.id(), image.nextGeneration(), "", Duration.ZERO);
        image.updatedAt = clock.instant();
        commands.wake(task.id(), image.id);
        log(image, task, "lease_lost");
    }

    private static String copied(ImageRow image) {
        return "Copied %d MiB".formatted(image.size == null ? 0 : image.size / MIB);
    }

    private static String sentences(List<JobFailure> missed) {
        return missed.stream().map(JobFailure::message).distinct().collect(Collectors.joining(" "));
    }

    private void release(ImageRow image) {
        image.importTask = null;
        image.importingToStores = List.of();
        image.failedImport = image.failedImport == null ? List.of() : image.failedImport;
        image.updatedAt = clock.instant();
    }

    private static void log(ImageRow image, Task task, String outcome) {
        LOG.atInfo()
                .addKeyValue("imageId", image.id)
                .addKeyValue("jobId", task.id())
                .addKeyValue("attempt", task.attempts())
                .addKeyValue("outcome", outcome)
                .log("a run of an import ended");
    }
}
