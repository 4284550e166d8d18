package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.LocationOptions;
import io.vitrine.imageapi.location.GivenLocations;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.sweep.LeaseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the run of a {@code location_import} differs from other imports: it has no stores, no writes and no bytes of its own. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class LocationJobs {
    private static final Logger LOG = LoggerFactory.getLogger(LocationJobs.class);

    private final LocationTasks locationTasks;
    private final Tasks tasks;
    private final GivenLocations given;
    private final Locations locations;
    private final ImageEvents events;
    private final LocationOptions options;
    private final LeaseConfig leases;
    private final SizeConfig sizes;
    private final ImportConfig config;
    private final Clock clock;
    private final JobEndings endings;

    LocationJobs(
            LocationTasks locationTasks,
            Tasks tasks,
            GivenLocations given,
            Locations locations,
            ImageEvents events,
            LocationOptions options,
            LeaseConfig leases,
            SizeConfig sizes,
            ImportConfig config,
            Clock clock,
            JobEndings endings) {
        this.locationTasks = locationTasks;
        this.tasks = tasks;
        this.given = given;
        this.locations = locations;
        this.events = events;
        this.options = options;
        this.leases = leases;
        this.sizes = sizes;
        this.config = config;
        this.clock = clock;
        this.endings = endings;
    }

    /** Empty for a task of another type. */
    Optional<ClaimOutcome> claim(ImageRow image, Task task, String holder) {
        return locationTasks.find(task.id()).map(input -> {
            boolean here = given.find(image.id, input.locUrl()).isPresent() && image.status != ImageStatus.IMPORTING;
            if (here && (!options.verifyHash() || image.osHashValue != null)) {
                succeed(image, task);
                return new ClaimOutcome.Settled();
            }
            return new ClaimOutcome.Claimed(start(image, task, holder));
        });
    }

    private ImportJob start(ImageRow image, Task task, String holder) {
        long generation = image.nextGeneration();
        Duration lease = leases.importLease();
        if (!tasks.claim(task.id(), holder, generation, lease)) {
            throw new IllegalStateException("a task under our lock was claimed by somebody else");
        }
        image.updatedAt = clock.instant();
        if (task.attempts() == 0) {
            events.happened(MessageType.IMAGE_IMPORT_STARTED, image, locations.stores(image.id), null, null);
        }
        return new ImportJob(
                task.id(),
                image.id,
                generation,
                task.attempts() + 1,
                ImportJob.LOCATION,
                null,
                List.of(),
                true,
                sizes.cap(),
                lease.toSeconds(),
                task.requestId());
    }

    /**
     * Ends a run, or has it run again. An image that has its bytes keeps them, with or without digests.
     *
     * @param failure null when the worker knows of none
     * @return false for a task of another type, which is left alone
     */
    boolean end(ImageRow image, Task task, @Nullable JobFailure failure) {
        Optional<LocationTasks.Input> input = locationTasks.find(task.id());
        if (input.isEmpty()) {
            return false;
        }
        boolean here = image.status != ImageStatus.IMPORTING
                && given.find(image.id, input.get().locUrl()).isPresent();
        if (here) {
            if (failure != null) {
                log(image, task, "unverified: " + failure.message());
            }
            succeed(image, task);
        } else if (failure != null && failure.retriable() && task.attempts() < config.attempts()) {
            endings.runLater(image, task, failure);
        } else {
            fail(image, task, failure == null ? nothing() : failure);
        }
        return true;
    }

    private void succeed(ImageRow image, Task task) {
        tasks.succeed(task.id(), image.id, "");
        release(image);
        events.happened(MessageType.IMAGE_IMPORT_SUCCEEDED, image, locations.stores(image.id), null, null);
        log(image, task, "success");
    }

    private void fail(ImageRow image, Task task, JobFailure failure) {
        given.forgetUnverified(image.id);
        ImageStatus previous = image.status;
        if (image.status == ImageStatus.IMPORTING) {
            image.become(ImageStatus.QUEUED, clock.instant());
            image.forgetData();
        }
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

    /** The lists of stores are those of other imports. */
    private void release(ImageRow image) {
        image.importTask = null;
        image.updatedAt = clock.instant();
    }

    private static JobFailure nothing() {
        return new JobFailure("location_failed", "The location was not added.", null, false);
    }

    private static void log(ImageRow image, Task task, String outcome) {
        LOG.atInfo()
                .addKeyValue("imageId", image.id)
                .addKeyValue("jobId", task.id())
                .addKeyValue("attempt", task.attempts())
                .addKeyValue("outcome", outcome)
                .log("a run of a location import ended");
    }
}
