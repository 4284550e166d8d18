package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code copy-image}: an active image into further stores (spec: imports, section 2.4). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class CopyImageIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    Imports imports;

    @Inject
    ImportRequests requests;

    @Inject
    JobSource sources;

    @Inject
    JobClaims claims;

    @BeforeEach
    void nothingWaits() {
        imports.nothingWaits();
    }

    @Test
    void anAdministratorCopiesAnybodysImageAndItNeverStopsBeingActive() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        assertThat(world.status(image)).isEqualTo("active");
        ImportJob job = imports.claim();
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.lists(image)).isEqualTo("{cheap} {}");
        imports.place(job, "cheap");
        imports.finish(job, false);

        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.stores(image)).containsExactly("cheap", "fast");
        assertThat(imports.task(job, "status")).isEqualTo("success");
        assertThat(imports.task(job, "owner")).isEqualTo("admin");
        assertThat(world.text("select owner from images where id = ?", image)).isEqualTo("demo");
    }

    @ParameterizedTest
    @CsvSource({
        "owner,    active, cheap,   FORBIDDEN",
        "stranger, active, cheap,   NOT_FOUND",
        "admin,    active, fast,    BAD_REQUEST",
        "admin,    active, nowhere, CONFLICT",
        "admin,    queued, cheap,   CONFLICT",
        "admin,    deactivated, cheap, CONFLICT"
    })
    void whatIsRefused(String who, String status, String store, ProblemType problem) {
        UUID image = active();
        world.change("update images set status = ? where id = ?", status, image);
        Caller caller = switch (who) {
            case "owner" -> World.member("demo");
            case "stranger" -> World.member("alt");
            default -> World.admin();
        };

        assertThatThrownBy(() -> imports.request(image, caller, "copy-image", true, store))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(problem));
    }

    @Test
    void withNothingLeftToCopyThereIsNoTask() {
        // Others may have announced stores of their own.
        world.change("delete from stores where id not in ('fast', 'cheap')");
        UUID image = active();
        requests.request(
                image.toString(), World.admin(), new ImportRequest("copy-image", null, null, true, true), "req-1");
        ImportJob job = imports.claim();
        assertThat(job.stores()).containsExactly("cheap");
        imports.place(job, "cheap");
        imports.finish(job, false);

        requests.request(
                image.toString(), World.admin(), new ImportRequest("copy-image", null, null, true, true), "req-2");

        assertThat(world.number("select count(*) from tasks where image_id = ?", image))
                .isEqualTo(1);
        assertThat(world.text("select import_task from images where id = ?", image))
                .isEqualTo("null");
    }

    @Test
    void theDefaultStoreIsTheFirstSourceThenTheHeavierOnes() {
        UUID image = active();
        world.change("""
                insert into image_locations (image_id, store, object_name, generation, status, url, created_at, updated_at)
                values (?, 'gone', 'x', 0, 'active', 'file:///x', now(), now())
                """, image);
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        ImportJob job = imports.claim();

        DownloadGrant source = sources.of(job.taskId(), job.generation());

        assertThat(source.locations()).extracting(DownloadGrant.Location::store).containsExactly("fast", "gone");
        assertThat(source.size()).isEqualTo(5);
    }

    @Test
    void withoutAnySourceTheJobIsTold() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        ImportJob job = imports.claim();
        world.change("delete from image_locations where image_id = ?", image);

        assertThatThrownBy(() -> sources.of(job.taskId(), job.generation()))
                .hasMessage("Image not found in any configured store.");
    }

    @ParameterizedTest
    @CsvSource({"6, a, c", "5, b, c", "5, a, d"})
    void aCopyThatIsNotTheImageIsNeverRegistered(long size, String hash, String checksum) {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        ImportJob job = imports.claim();
        UploadGrant grant = imports.open(job, "cheap");
        var bytes = new CommitUpload(
                grant.generation(), "file:///x", size, checksum.repeat(32), "sha512", hash.repeat(128), 7, null, null);

        assertThatThrownBy(() -> writes.commitStrictly(grant, bytes))
                .hasMessageContaining("not the bytes of the image's other copies");

        imports.finish(job, true, "cheap");
        assertThat(imports.stores(image)).containsExactly("fast");
        assertThat(imports.lists(image)).isEqualTo("{} {cheap}");
        assertThat(world.text("select os_hash_value from images where id = ?", image))
                .isEqualTo("a".repeat(128));
    }

    @Test
    void anImageThatIsClosedMeanwhileStaysClosed() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        ImportJob job = imports.claim();
        world.change("update images set status = 'deactivated' where id = ?", image);

        imports.place(job, "cheap");
        imports.finish(job, false);

        assertThat(world.status(image)).isEqualTo("deactivated");
        assertThat(imports.stores(image)).containsExactly("cheap", "fast");
    }

    @Test
    void theLastCopiesOfAnImageAreNotTakenBack() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        world.change(
                "update tasks set input = jsonb_set(input, '{backend}', '[\"cheap\", \"third\"]') where image_id = ?",
                image);
        ImportJob job = imports.claim();
        imports.place(job, "cheap");
        world.change("delete from image_locations where image_id = ? and store = 'fast'", image);

        imports.finish(job, true, "third");

        assertThat(world.status(image)).isEqualTo("active");
        assertThat(imports.stores(image)).containsExactly("cheap");
        assertThat(imports.lists(image)).isEqualTo("{} {third}");
    }

    @Test
    void aDeleteEndsTheCopy() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        ImportJob job = imports.claim();
        UploadGrant grant = imports.open(job, "cheap");

        deletes.delete(image);

        assertThat(writes.commit(grant)).isFalse();
        assertThat(imports.task(job, "message")).isEqualTo("The image was deleted.");
        assertThat(world.locations(image)).isEqualTo(List.of("pending_delete", "pending_delete"));
    }

    @Test
    void oneCopyAtATime() {
        UUID image = active();
        imports.request(image, World.admin(), "copy-image", true, "cheap");

        assertThatThrownBy(() -> imports.request(image, World.admin(), "copy-image", true, "cheap"))
                .hasMessage("Image has active task.");

        // A lock whose task is over is nobody's.
        world.change("update tasks set status = 'failure' where image_id = ?", image);
        imports.request(image, World.admin(), "copy-image", true, "cheap");
        assertThat(claims.claim(Imports.WORKER)).isInstanceOf(ClaimOutcome.Claimed.class);
    }

    private UUID active() {
        UUID image = world.queuedImage("demo");
        writes.active(image);
        return image;
    }
}
