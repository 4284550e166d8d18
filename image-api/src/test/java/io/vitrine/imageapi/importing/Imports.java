package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Imports as a worker and a gateway run them, for tests. */
@ApplicationScoped
class Imports {
    static final String WORKER = "worker-1";

    private final World world;
    private final Writes writes;
    private final ImportRequests requests;
    private final JobClaims claims;
    private final JobPlacement placement;
    private final JobFinish finish;

    Imports(
            World world,
            Writes writes,
            ImportRequests requests,
            JobClaims claims,
            JobPlacement placement,
            JobFinish finish) {
        this.world = world;
        this.writes = writes;
        this.requests = requests;
        this.claims = claims;
        this.placement = placement;
        this.finish = finish;
    }

    void nothingWaits() {
        world.stores();
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
    }

    void request(UUID image, String method, boolean mustSucceed, String... stores) {
        request(image, caller(method), method, mustSucceed, stores);
    }

    void request(UUID image, Caller caller, String method, boolean mustSucceed, String... stores) {
        String uri = method.equals("web-download") ? "http://images.example.org/a.raw" : null;
        requests.request(
                image.toString(),
                caller,
                new ImportRequest(method, uri, stores.length == 0 ? null : List.of(stores), false, mustSucceed),
                "req-1");
    }

    /** Copying is an administrator's. */
    static Caller caller(String method) {
        return method.equals("copy-image") ? World.admin() : World.member("demo");
    }

    ImportJob claim() {
        return ((ClaimOutcome.Claimed) claims.claim(WORKER)).job();
    }

    UploadGrant open(ImportJob job, String store) {
        return placement.open(job.taskId(), new OpenPlacement("gateway-1", job.generation(), store, null));
    }

    void place(ImportJob job, String store) {
        if (!writes.commit(open(job, store))) {
            throw new AssertionError("not committed");
        }
    }

    static JobFailure failure(String store) {
        return new JobFailure(
                "store_failed",
                "Placing the bytes into store %s failed: The storage is full.".formatted(store),
                store,
                false);
    }

    /** As a worker whose gateway could not write into these stores. */
    void finish(ImportJob job, boolean failed, String... missed) {
        List<JobFailure> all = Arrays.stream(missed).map(Imports::failure).toList();
        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), failed ? all.getFirst() : null, all));
    }

    String task(ImportJob job, String column) {
        return world.text("select " + column + " from tasks where id = ?", job.taskId());
    }

    String lists(UUID image) {
        return world.text(
                "select coalesce(importing_to_stores::text, '-') || ' ' || coalesce(failed_import::text, '-') from images where id = ?",
                image);
    }

    List<String> stores(UUID image) {
        return List.of(world.text(
                        "select coalesce(string_agg(store, ' ' order by store), '') from image_locations where image_id = ? and status = 'active'",
                        image)
                .split(" "));
    }
}
