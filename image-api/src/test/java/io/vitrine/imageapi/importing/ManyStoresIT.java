package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports into two stores: what becomes of the image, its lists and its task, store by store (spec: imports, sections 4 and 10). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ManyStoresIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Imports imports;

    @Inject
    LostJobs lostJobs;

    @Inject
    JobClaims claims;

    @BeforeEach
    void nothingWaits() {
        imports.nothingWaits();
    }

    @Test
    void theTimelineOfTwoStoresThatMustBothSucceed() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true, "fast", "cheap");
        assertThat(imports.lists(image)).isEqualTo("- -");

        ImportJob job = imports.claim();
        assertThat(job.stores()).containsExactly("fast", "cheap");
        assertThat(world.status(image)).isEqualTo("importing");
        assertThat(imports.lists(image)).isEqualTo("{cheap,fast} {}");

        imports.place(job, "fast");
        assertThat(world.status(image)).isEqualTo("importing");
        assertThat(imports.lists(image)).isEqualTo("{cheap} {}");
        assertThat(imports.stores(image)).containsExactly("fast");

        imports.place(job, "cheap");
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.lists(image)).isEqualTo("{} {}");

        imports.finish(job, false);
        assertThat(imports.task(job, "status")).isEqualTo("success");
        assertThat(imports.lists(image)).isEqualTo("{} {}");
    }

    @Test
    void oneStoreIsEnoughToBecomeActiveWhenNotAllMust() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", false, "fast", "cheap");
        ImportJob job = imports.claim();

        imports.place(job, "cheap");

        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.lists(image)).isEqualTo("{fast} {}");
    }

    /** The matrix of imports.md, section 4. */
    @ParameterizedTest(name = "{0}, must succeed {1}, fast {2}, cheap {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "web-download,  true,  ok,   ok,   active, cheap fast, {},           success",
                "web-download,  true,  ok,   fail, queued, -,          {cheap},      failure",
                "web-download,  true,  fail, fail, queued, -,          '{cheap,fast}', failure",
                "web-download,  false, ok,   ok,   active, cheap fast, {},           success",
                "web-download,  false, ok,   fail, active, fast,       {cheap},      success",
                "web-download,  false, fail, fail, queued, -,          '{cheap,fast}', failure",
                "glance-direct, true,  ok,   ok,   active, cheap fast, {},           success",
                "glance-direct, true,  ok,   fail, queued, -,          {cheap},      failure",
                "glance-direct, true,  fail, fail, queued, -,          '{cheap,fast}', failure",
                "glance-direct, false, ok,   ok,   active, cheap fast, {},           success",
                "glance-direct, false, ok,   fail, active, fast,       {cheap},      success",
                "glance-direct, false, fail, fail, queued, -,          '{cheap,fast}', failure",
                "copy-image,    true,  ok,   ok,   active, cheap fast old, {},       success",
                "copy-image,    true,  ok,   fail, active, old,        {cheap},      failure",
                "copy-image,    true,  fail, fail, active, old,        '{cheap,fast}', failure",
                "copy-image,    false, ok,   ok,   active, cheap fast old, {},       success",
                "copy-image,    false, ok,   fail, active, fast old,   {cheap},      success",
                "copy-image,    false, fail, fail, active, old,        '{cheap,fast}', failure",
            })
    void theMatrix(
            String method,
            boolean mustSucceed,
            String fast,
            String cheap,
            String status,
            String stores,
            String failed,
            String outcome) {
        UUID image = prepared(method);
        imports.request(image, method, mustSucceed, "fast", "cheap");
        ImportJob job = imports.claim();
        List<String> missed = new ArrayList<>();
        run(job, "fast", fast, missed);
        run(job, "cheap", cheap, missed);

        boolean failure = !missed.isEmpty() && (mustSucceed || missed.size() == 2);
        imports.finish(job, failure, missed.toArray(String[]::new));

        assertThat(world.status(image)).isEqualTo(status);
        assertThat(imports.stores(image)).containsExactly(stores == null ? new String[] {""} : stores.split(" "));
        assertThat(imports.lists(image)).isEqualTo("{} " + failed);
        assertThat(imports.task(job, "status")).isEqualTo(outcome);
        if (missed.contains("cheap")) {
            assertThat(imports.task(job, "message")).contains("store", "The storage is full.");
        }
        assertThat(world.text("select import_task from images where id = ?", image))
                .isEqualTo("null");
        assertThat(world.number("select count(*) from image_locations where image_id = ? and status = 'staged'", image))
                .isZero();
        assertThat(world.number("select count(*) from uploads where image_id = ? and state = 'open'", image))
                .isZero();
        boolean hasHash = !world.text("select os_hash_value from images where id = ?", image)
                .equals("null");
        assertThat(hasHash).isEqualTo(status.equals("active"));
    }

    /** Store-gateway gives up the writes into all stores before the worker says why. */
    @Test
    void aStoreThatWasLeftOutBecauseOfAnotherIsNotBlamed() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true, "fast", "cheap");
        ImportJob job = imports.claim();
        var left = imports.open(job, "fast");
        var full = imports.open(job, "cheap");
        writes.abort(full, "store_full");
        writes.abort(left, "other_store_failed");

        assertThat(imports.lists(image)).isEqualTo("{} {cheap}");
        assertThat(world.status(image)).isEqualTo("importing");
        imports.finish(job, true, "cheap");

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(imports.lists(image)).isEqualTo("{} {cheap}");
    }

    @Test
    void anAbortedWriteDoesNotMakeTheRestWhole() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true, "fast", "cheap");
        ImportJob job = imports.claim();
        writes.abort(imports.open(job, "cheap"), "store_full");

        imports.place(job, "fast");

        assertThat(world.status(image)).isEqualTo("importing");
    }

    @Test
    void aTakeOverWritesOnlyWhatIsMissing() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true, "fast", "cheap");
        ImportJob first = imports.claim();
        imports.place(first, "fast");
        var open = imports.open(first, "cheap");
        world.change("update tasks set lost_after = now() - interval '1 second' where id = ?", first.taskId());
        lostJobs.sweep();

        ImportJob second = imports.claim();

        assertThat(second.stores()).containsExactly("cheap");
        assertThat(writes.commit(open)).isFalse();
        assertThat(imports.lists(image)).isEqualTo("{cheap} {}");
        imports.place(second, "cheap");
        imports.finish(second, false);
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.stores(image)).containsExactly("cheap", "fast");
    }

    private void run(ImportJob job, String store, String ending, List<String> missed) {
        if (ending.equals("ok")) {
            imports.place(job, store);
        } else {
            writes.abort(imports.open(job, store), "store_full");
            missed.add(store);
        }
    }

    private UUID prepared(String method) {
        UUID image = world.queuedImage("demo");
        switch (method) {
            case "glance-direct" -> {
                world.change("update images set status = 'uploading', size = 5 where id = ?", image);
                world.change("""
                        insert into image_locations (image_id, store, object_name, generation, status, url, created_at, updated_at)
                        values (?, 'os_glance_staging_store', ?, 0, 'staged', 'file:///staged', now(), now())
                        """, image, image + ".0");
            }
            case "copy-image" -> {
                writes.active(image);
                world.change("update image_locations set store = 'old' where image_id = ?", image);
            }
            default -> {}
        }
        return image;
    }
}
