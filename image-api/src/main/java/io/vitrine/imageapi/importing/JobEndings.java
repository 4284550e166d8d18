package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.imageapi.data.StoreList;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three ways a run ends, each in the caller's transaction with the image locked (spec: imports, sections 1, 3 and 4). */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class JobEndings {
    private static final Logger LOG = LoggerFactory.getLogger(JobEndings.class);
    private static final Backoff WAIT = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10), 0.2);
    private static final long MIB = 1L << 20;

    private final Tasks tasks;
    private final Described described;
    private final JobCommands commands;
    private final UploadAbort uploads;
    private final Locations locations;
    private final LocationRemoval removal;
    private final ImageEvents events;
    private final Clock clock;

    JobEndings(
            Tasks tasks,
            Described described,
            JobCommands commands,
            UploadAbort uploads,
            Locations locations,
            LocationRemoval removal,
            ImageEvents events,
            Clock clock) {
        this.tasks = tasks;
        this.described = described;
        this.commands = commands;
        this.uploads = uploads;
        this.locations = locations;
        this.removal = removal;
        this.events = events;
        this.clock = clock;
    }

    void succeed(ImageRow image, Task task) {
        long bytes = image.size == null ? 0 : image.size;
        removal.removeStaged(image.id);
        tasks.succeed(task.id(), image.id, "Copied %d MiB".formatted(bytes / MIB));
        release(image);
        events.happened(MessageType.IMAGE_IMPORT_SUCCEEDED, image, locations.stores(image.id), null, null);
        log(image, task, "success");
    }

    /** The image is queued again and names the stores that it did not reach; what reached one is removed. */
    void fail(ImageRow image, Task task, JobFailure failure) {
        uploads.endAllOf(image, task.id(), failure.code());
        ImageStatus previous = image.status;
        if (image.status == ImageStatus.IMPORTING || image.status == ImageStatus.UPLOADING) {
            removal.removeAll(image);
            image.become(ImageStatus.QUEUED, clock.instant());
            image.forgetData();
        }
        List<String> missed = failure.store() == null ? task.input().backend() : List.of(failure.store());
        for (String store : missed) {
            image.failedImport = StoreList.with(image.failedImport, store);
        }
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
        long fence = task.generation() == null ? image.generation : task.generation();
        tasks.again(task.id(), fence, failure.message(), WAIT.after(Math.max(1, task.attempts())));
        log(image, task, failure.code());
    }

    /** The worker went silent: what it still says is stale from now on. */
    void runAgain(ImageRow image, Task task) {
        uploads.endAllOf(image, task.id(), "lease_lost");
        tasks.again(task.id(), image.nextGeneration(), "", Duration.ZERO);
        image.updatedAt = clock.instant();
        commands.wake(task.id(), image.id);
        log(image, task, "lease_lost");
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
