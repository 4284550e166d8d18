package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.internal.GivenLocation;
import io.vitrine.contracts.internal.LocationDigests;
import io.vitrine.contracts.internal.LocationFound;
import io.vitrine.contracts.internal.LocationOrder;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.data.WriteGrants;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.LocationOptions;
import io.vitrine.imageapi.location.GivenLocations;
import io.vitrine.imageapi.location.GivenLocations.Given;
import io.vitrine.imageapi.location.LocationStatus;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.location.ValidationData;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What store-gateway asks and reports about the given location of a job. Each call may be repeated; fence is the job's generation. Refusals
 * are sentences for the user, and end the job (spec: imports, section 6).
 */
@ApplicationScoped
class LocationReports {
    private final Tasks tasks;
    private final LocationTasks locationTasks;
    private final ImageRepository images;
    private final GivenLocations given;
    private final Locations locations;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final ImageEvents events;
    private final LocationOptions options;
    private final SizeConfig sizes;
    private final Clock clock;

    LocationReports(
            Tasks tasks,
            LocationTasks locationTasks,
            ImageRepository images,
            GivenLocations given,
            Locations locations,
            WriteGrants grants,
            Quotas quotas,
            ImageEvents events,
            LocationOptions options,
            SizeConfig sizes,
            Clock clock) {
        this.tasks = tasks;
        this.locationTasks = locationTasks;
        this.images = images;
        this.given = given;
        this.locations = locations;
        this.grants = grants;
        this.quotas = quotas;
        this.events = events;
        this.options = options;
        this.sizes = sizes;
        this.clock = clock;
    }

    private record Run(ImageRow image, LocationTasks.Input input) {
        @Nullable
        ValidationData promised() {
            return input.validationData();
        }
    }

    /** @throws ProblemException 409 ({@code stale}) */
    @Transactional
    GivenLocation location(UUID task, long generation) {
        Run run = run(task, generation);
        return new GivenLocation(run.image().id, run.input().locUrl());
    }

    /**
     * Adds it, for good or until its bytes are verified.
     *
     * @throws ProblemException 409 ({@code stale}), 400 or 413
     */
    @Transactional
    LocationOrder found(UUID task, LocationFound report) {
        Run run = run(task, report.generation());
        ImageRow image = run.image();
        if (given.find(image.id, run.input().locUrl()).isEmpty()) {
            admit(image, report.size());
            add(run, report);
        } else if (image.size == null || image.size != report.size()) {
            throw ProblemException.badRequest("Invalid location: its bytes have changed.");
        }
        boolean wanted = options.verifyHash() && image.osHashValue == null;
        return new LocationOrder(wanted ? algorithm(run) : null);
    }

    /**
     * Compares them with what was promised, or keeps them.
     *
     * @throws ProblemException 409 ({@code stale}), 400 when they are others, or 413
     */
    @Transactional
    void digests(UUID task, LocationDigests report) {
        Run run = run(task, report.generation());
        ImageRow image = run.image();
        Given location = given.find(image.id, run.input().locUrl()).orElseThrow(Task::stale);
        if (report.osHashValue().equals(image.osHashValue)) {
            return;
        }
        ValidationData promised = run.promised();
        if (!report.osHashAlgo().equals(algorithm(run))
                || promised != null && !promised.osHashValue().equals(report.osHashValue())) {
            throw ProblemException.badRequest(
                    "The bytes at the location are not those that validation_data describes.");
        }
        ImageStatus previous = image.status;
        boolean isNew = location.status() == LocationStatus.PENDING;
        if (isNew) {
            reserve(image);
        }
        given.verified(location.id(), report.crc32c());
        image.checksum = report.checksum();
        image.osHashAlgo = report.osHashAlgo();
        image.osHashValue = report.osHashValue();
        if (image.status == ImageStatus.IMPORTING) {
            image.become(ImageStatus.ACTIVE, clock.instant());
        }
        tell(image, previous, isNew, List.of("checksum", "os_hash_algo", "os_hash_value"));
    }

    private Run run(UUID id, long generation) {
        ImageRow image =
                tasks.find(id).flatMap(task -> images.lock(task.imageId())).orElseThrow(Task::stale);
        Task task = tasks.find(id).orElseThrow(Task::stale);
        task.requireRunning(generation, image);
        return new Run(image, locationTasks.find(id).orElseThrow(Task::stale));
    }

    private void admit(ImageRow image, long size) {
        if (image.status != ImageStatus.QUEUED) {
            throw Task.stale();
        }
        if (image.diskFormat == null || image.containerFormat == null) {
            throw ProblemException.badRequest(
                    "Properties disk_format and container_format must be set before a location is added.");
        }
        grants.checkSize(size);
        // Asked before anything is read, and again when the bytes begin to count.
        quotas.reserve(image.owner, QuotaLimit.IMAGE_SIZE_TOTAL, 0, size, size);
    }

    private void add(Run run, LocationFound report) {
        ImageRow image = run.image();
        ValidationData promised = run.promised();
        boolean waits = options.verifyHash() && promised != null;
        LocationStatus status = waits ? LocationStatus.PENDING : LocationStatus.ACTIVE;
        given.add(image.id, report.store(), run.input().locUrl(), "{}", report.generation(), status, null);
        ImageStatus previous = image.status;
        image.size = report.size();
        if (promised != null && !options.verifyHash()) {
            image.osHashAlgo = promised.osHashAlgo();
            image.osHashValue = promised.osHashValue();
        }
        image.become(waits ? ImageStatus.IMPORTING : ImageStatus.ACTIVE, clock.instant());
        tell(image, previous, !waits, List.of("size"));
    }

    private void reserve(ImageRow image) {
        long size = Optional.ofNullable(image.size).orElseThrow(Task::stale);
        quotas.reserve(image.owner, QuotaLimit.IMAGE_SIZE_TOTAL, 0, size, size);
    }

    private String algorithm(Run run) {
        ValidationData promised = run.promised();
        return promised == null ? sizes.hashAlgorithm() : promised.osHashAlgo();
    }

    /**
     * Not as an activation: that event belongs to uploads and imports (spec: events, section 1).
     *
     * @param added whether the location is the image's since this report
     */
    private void tell(ImageRow image, ImageStatus before, boolean added, List<String> written) {
        image.updatedAt = clock.instant();
        List<String> stores = locations.stores(image.id);
        @Nullable ImageStatus previous = before == image.status ? null : before;
        List<String> changed = new ArrayList<>(written);
        if (previous != null) {
            changed.add("status");
        }
        events.updated(image, stores, previous, changed);
        if (added) {
            events.happened(MessageType.IMAGE_LOCATION_ADD, image, stores, previous, null);
        }
    }
}
