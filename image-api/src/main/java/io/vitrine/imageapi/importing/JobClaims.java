package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.internal.FetchOrder;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.LeaseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives waiting imports to workers: each to one, and first to the projects with the fewest running. */
@ApplicationScoped
class JobClaims {
    /** The projects that have jobs waiting, and null in the end: a walk from owner to owner, over the jobs between them. */
    static final String WAITING = """
            with recursive waiting as (
                (select owner from tasks where status = 'pending' order by owner limit 1)
                union all
                select (select t.owner from tasks t where t.status = 'pending' and t.owner > w.owner order by t.owner limit 1)
                from waiting w where w.owner is not null)
            """;
    /** Projects with a job that may start, those with the fewest running first. */
    static final String PROJECTS = WAITING + """
            select w.owner from waiting w
                cross join lateral (select t.created_at, t.id from tasks t
                    where t.owner = w.owner and t.status = 'pending' and (t.next_attempt is null or t.next_attempt <= clock_timestamp())
                    order by t.created_at, t.id limit 1) oldest
            where w.owner is not null
            order by (select count(*) from tasks r where r.status = 'processing' and r.owner = w.owner), oldest.created_at, oldest.id
            """;
    /** Rows that somebody else works on are passed over, never waited for: no claim holds up another, or a delete. */
    static final String NEXT = """
            select t.id, t.image_id from tasks t join images i on i.id = t.image_id
            where t.owner = ? and t.status = 'pending' and (t.next_attempt is null or t.next_attempt <= clock_timestamp())
            order by t.created_at, t.id limit 1 for update of t, i skip locked
            """;

    private record Next(UUID task, UUID image) {}

    private final Sql sql;
    private final ImageRepository images;
    private final Quotas quotas;
    private final Tasks tasks;
    private final FetchOrders fetchOrders;
    private final JobEndings endings;
    private final LocationJobs locationJobs;
    private final Locations locations;
    private final ImageEvents events;
    private final LeaseConfig leases;
    private final SizeConfig sizes;
    private final Clock clock;

    JobClaims(
            Sql sql,
            ImageRepository images,
            Quotas quotas,
            Tasks tasks,
            FetchOrders fetchOrders,
            JobEndings endings,
            LocationJobs locationJobs,
            Locations locations,
            ImageEvents events,
            LeaseConfig leases,
            SizeConfig sizes,
            Clock clock) {
        this.sql = sql;
        this.images = images;
        this.quotas = quotas;
        this.tasks = tasks;
        this.fetchOrders = fetchOrders;
        this.endings = endings;
        this.locationJobs = locationJobs;
        this.locations = locations;
        this.events = events;
        this.leases = leases;
        this.sizes = sizes;
        this.clock = clock;
    }

    @Transactional
    ClaimOutcome claim(String holder) {
        Optional<Next> next = next();
        if (next.isEmpty()) {
            return new ClaimOutcome.NothingWaits();
        }
        ImageRow image = images.lock(next.get().image()).orElseThrow();
        Task task = tasks.find(next.get().task()).orElseThrow();
        if (image.deletedAt != null || !task.id().equals(image.importTask)) {
            tasks.fail(task.id(), "Task was aborted externally.");
            return new ClaimOutcome.Settled();
        }
        Optional<ClaimOutcome> location = locationJobs.claim(image, task, holder);
        if (location.isPresent()) {
            return location.get();
        }
        List<String> done = locations.stores(image.id);
        List<String> left = task.input().backend().stream()
                .filter(store -> !done.contains(store))
                .toList();
        if (left.isEmpty()) {
            endings.succeed(image, task);
            return new ClaimOutcome.Settled();
        }
        // Asked when the import was requested, too; but here is where the image begins to count.
        Optional<String> refusal =
                image.status == ImageStatus.QUEUED ? quotas.refusalOfImport(image.owner) : Optional.empty();
        if (refusal.isPresent()) {
            endings.fail(image, task, new JobFailure("quota_exceeded", refusal.get(), null, false), List.of());
            return new ClaimOutcome.Settled();
        }
        return new ClaimOutcome.Claimed(start(image, task, holder, left));
    }

    private Optional<Next> next() {
        return sql.list(PROJECTS, row -> row.getString("owner")).stream()
                .map(owner -> sql.first(NEXT, row -> new Next(Sql.uuid(row, "id"), Sql.uuid(row, "image_id")), owner))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private ImportJob start(ImageRow image, Task task, String holder, List<String> left) {
        long generation = image.nextGeneration();
        Duration lease = leases.importLease();
        if (!tasks.claim(task.id(), holder, generation, lease)) {
            throw new IllegalStateException("a task under our lock was claimed by somebody else");
        }
        ImageStatus previous = image.status;
        if (image.status == ImageStatus.QUEUED || image.status == ImageStatus.UPLOADING) {
            image.become(ImageStatus.IMPORTING, clock.instant());
        }
        image.importingToStores = left.stream().sorted().toList();
        image.failedImport = List.of();
        image.updatedAt = clock.instant();
        FetchOrder fetch = fetchOrders.start(image, task);
        if (task.attempts() == 0) {
            events.happened(MessageType.IMAGE_IMPORT_STARTED, image, locations.stores(image.id), previous, null);
        }
        TaskInput.ImportReq wish = task.input().importReq();
        return new ImportJob(
                task.id(),
                image.id,
                generation,
                task.attempts() + 1,
                // Bytes that one store has got already are those of all: the others get copies of them.
                image.osHashValue == null ? wish.method().name() : ImportMethods.COPY_IMAGE,
                wish.method().uri(),
                left,
                wish.allStoresMustSucceed(),
                sizes.cap(),
                lease.toSeconds(),
                task.requestId(),
                fetch);
    }
}
