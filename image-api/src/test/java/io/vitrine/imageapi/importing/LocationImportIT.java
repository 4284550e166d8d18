package io.vitrine.imageapi.importing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.LocationDigests;
import io.vitrine.contracts.internal.LocationFound;
import io.vitrine.contracts.internal.LocationOrder;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.store.TestStores;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locations that services and users give, from the request to the end of their task. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class LocationImportIT {
    private static final String WORKER = "worker-1";
    private static final String SHA512 = "ab".repeat(64);
    private static final String PROMISE =
            ", \"validation_data\": {\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"" + SHA512 + "\"}";

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    TestStores stores;

    @Inject
    JobClaims claims;

    @Inject
    JobFinish finish;

    @Inject
    LostJobs lostJobs;

    @Inject
    LocationReports reports;

    private UUID image;
    private String url;

    @BeforeEach
    void queuedImage() {
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
        stores.announceWeb();
        image = world.queuedImage("demo");
        url = "https://images.example.org/" + image;
    }

    @Test
    void withoutAPromiseTheImageIsActiveAtOnceAndItsDigestsFollow() {
        add(url, "").statusCode(202).body(emptyString());
        ImportJob job = claim();
        assertThat(job.method()).isEqualTo("location");
        assertThat(job.stores()).isEmpty();
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(reports.location(job.taskId(), job.generation()).url()).isEqualTo(url);

        assertThat(found(job, 5).hashAlgorithm()).isEqualTo("sha512");
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(row()).isEqualTo("5 null null null");

        digests(job, SHA512);
        digests(job, SHA512);
        finish(job, null);
        assertThat(row()).isEqualTo("5 md5-of-it sha512 " + SHA512);
        assertThat(task("status")).isEqualTo("success");
        assertThat(task("result::text")).contains(image.toString());
        assertThat(task("input::text")).contains("\"loc_url\": \"" + url + "\"").doesNotContain("validation_data");
        assertThat(lockAndLists()).isEqualTo("- - -");
        assertThat(world.locations(image)).containsExactly("active");
        assertThat(world.number("select crc32c from image_locations where image_id = ?", image))
                .isEqualTo(99);
        tells(
                MessageType.IMAGE_IMPORT_REQUESTED,
                MessageType.IMAGE_IMPORT_STARTED,
                MessageType.IMAGE_UPDATE,
                MessageType.IMAGE_LOCATION_ADD,
                MessageType.IMAGE_UPDATE,
                MessageType.IMAGE_IMPORT_SUCCEEDED);
    }

    @Test
    void withAPromiseNobodySeesTheLocationUntilItIsKept() {
        add(url, PROMISE).statusCode(202);
        ImportJob job = claim();

        found(job, 5);
        assertThat(world.status(image)).isEqualTo("importing");
        assertThat(world.locations(image)).containsExactly("pending");
        locationsSeen().body("size()", is(0));

        digests(job, SHA512);
        finish(job, null);
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(row()).isEqualTo("5 md5-of-it sha512 " + SHA512);
        locationsSeen().body("[0].url", is(url)).body("[0].metadata.store", is("web"));
        tells(
                MessageType.IMAGE_IMPORT_REQUESTED,
                MessageType.IMAGE_IMPORT_STARTED,
                MessageType.IMAGE_UPDATE,
                MessageType.IMAGE_UPDATE,
                MessageType.IMAGE_LOCATION_ADD,
                MessageType.IMAGE_IMPORT_SUCCEEDED);
    }

    @Test
    void aBrokenPromiseLeavesTheImageQueuedAndNothingBehind() {
        add(url, PROMISE).statusCode(202);
        ImportJob job = claim();
        found(job, 5);

        assertProblem(() -> digests(job, "cd".repeat(64)), ProblemType.BAD_REQUEST);
        finish(job, new JobFailure("location_refused", "other bytes", null, false));

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(row()).isEqualTo("null null null null");
        assertThat(world.locations(image)).isEmpty();
        assertThat(task("status")).isEqualTo("failure");
        assertThat(task("message")).isEqualTo("other bytes");
        assertThat(lockAndLists()).isEqualTo("- - -");
        add(url, "").statusCode(202);
    }

    @Test
    void whoCannotBeReadAfterTheImageIsActiveLeavesItActive() {
        add(url, "").statusCode(202);
        ImportJob job = claim();
        found(job, 5);

        finish(job, new JobFailure("location_refused", "gone", null, false));

        assertThat(world.status(image)).isEqualTo("active");
        assertThat(task("status")).isEqualTo("success");
        assertThat(row()).isEqualTo("5 null null null");
    }

    @Test
    void anotherRunGoesOnWhereTheFirstOneDiedAndTheFirstOneIsStale() {
        add(url, PROMISE).statusCode(202);
        ImportJob first = claim();
        found(first, 5);
        world.change("update tasks set lost_after = now() - interval '1 second' where id = ?", first.taskId());
        lostJobs.sweep();

        ImportJob second = claim();

        assertThat(second.attempt()).isEqualTo(2);
        assertProblem(() -> found(first, 5), ProblemType.STALE);
        assertProblem(() -> digests(first, SHA512), ProblemType.STALE);
        assertProblem(() -> reports.location(first.taskId(), first.generation()), ProblemType.STALE);
        found(second, 5);
        assertThat(world.locations(image)).containsExactly("pending");
        digests(second, SHA512);
        assertThat(world.status(image)).isEqualTo("active");
        finish(second, null);
    }

    @Test
    void aWorkerLostTooOftenEndsInFailure() {
        add(url, PROMISE).statusCode(202);
        for (int attempt = 1; attempt <= 3; attempt++) {
            ImportJob job = claim();
            found(job, 5);
            world.change("update tasks set lost_after = now() - interval '1 second' where id = ?", job.taskId());
            lostJobs.sweep();
        }
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(task("status")).isEqualTo("failure");
        assertThat(world.locations(image)).isEmpty();
    }

    @Test
    void aFailureThatMayPassIsRunAgain() {
        add(url, "").statusCode(202);
        ImportJob job = claim();

        finish(job, new JobFailure("location_unread", "not now", null, true));

        assertThat(task("status")).isEqualTo("pending");
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void aDeleteEndsTheTaskAndLeavesBytesThatWereNeverTheImagesAlone() {
        add(url, PROMISE).statusCode(202);
        ImportJob job = claim();
        found(job, 5);

        deletes.delete(image);

        assertThat(world.locations(image)).isEmpty();
        assertThat(task("message")).isEqualTo("The image was deleted.");
        assertProblem(() -> digests(job, SHA512), ProblemType.STALE);
        assertThat(world.text("select purged_at is not null from images where id = ?", image))
                .isEqualTo("t");
    }

    @Test
    void aDeleteOfTheImageRemovesItsLocation() {
        add(url, "").statusCode(202);
        ImportJob job = claim();
        found(job, 5);

        deletes.delete(image);

        assertThat(world.locations(image)).containsExactly("pending_delete");
    }

    @Test
    void whatTheImageCannotHaveIsRefused() {
        add(url, "").statusCode(202);
        ImportJob job = claim();
        assertProblem(() -> found(job, 1L << 50), ProblemType.TOO_LARGE);
        world.change("update images set disk_format = null where id = ?", image);
        assertProblem(() -> found(job, 5), ProblemType.BAD_REQUEST);
        assertThat(world.locations(image)).isEmpty();
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void bytesOfAnotherImageInAStoreOfOursCannotBeGivenTwice() {
        // Given: an uploaded image, whose object somebody names
        UUID other = world.queuedImage("demo");
        writes.active(other);
        String object = world.text("select object_name from image_locations where image_id = ?", other);
        String theirs = "s3+https://s3.example.org/images/" + object;
        add(service(), theirs, "").statusCode(202);
        ImportJob job = claim();

        // When, Then
        assertProblem(
                () -> reports.found(job.taskId(), new LocationFound(job.generation(), "fast", 5)),
                ProblemType.BAD_REQUEST);
        assertThat(world.locations(image)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}",
                "{\"url\": 1}",
                "{\"url\": \"\"}",
                "{\"url\": \"https://a\", \"validation_data\": 1}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_algo\": \"sha512\"}}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_value\": \"00\"}}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"00\"}}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_algo\": \"crc\", \"os_hash_value\": \"00\"}}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_algo\": \"md5\", \"os_hash_value\": \"zz345678901234567890123456789012\"}}",
                "{\"url\": \"https://a\", \"validation_data\": {\"os_hash_algo\": \"md5\", \"os_hash_value\": \"00345678901234567890123456789012\", \"checksum\": \"0\"}}",
                "[]",
                "x"
            })
    void whatMakesNoSenseIsA400(String body) {
        given().header("X-Auth-Token", TestTokens.admin())
                .body(body)
                .post("/v2/images/" + image + "/locations")
                .then()
                .statusCode(400);
    }

    @Test
    void onlyServicesGiveWhatIsNotOnTheWeb() {
        for (String token : new String[] {TestTokens.member("demo"), TestTokens.admin()}) {
            for (String elsewhere : new String[] {
                "s3+https://s3.example.org/images/a", "file:///etc/passwd", "cinder://fast/x", "no url", "FILE:///x"
            }) {
                add(token, elsewhere, "").statusCode(403);
            }
        }
        add(service(), "s3+https://s3.example.org/images/a", "").statusCode(202);
    }

    @Test
    void withoutAStoreForTheWebOnlyServicesGiveLocations() {
        stores.forgetAll();
        stores.announce();
        add(TestTokens.member("demo"), url, "").statusCode(403);
        add(TestTokens.admin(), url, "").statusCode(403);
        add(service(), url, "").statusCode(202);
    }

    @Test
    void nothingIsImportedIntoAStoreThatCanOnlyBeRead() {
        given().header("X-Auth-Token", TestTokens.member("demo"))
                .body("{\"method\": {\"name\": \"web-download\", \"uri\": \"" + url + "\"}, \"stores\": [\"web\"]}")
                .post("/v2/images/" + image + "/import")
                .then()
                .statusCode(409);
    }

    @Test
    void whoMayNotIsToldSoAndStrangersSeeNothing() {
        add(TestTokens.reader("demo"), url, "").statusCode(403);
        add(TestTokens.member("stranger"), url, "").statusCode(404);
        add(TestTokens.member("demo"), url, "").statusCode(202);
    }

    @Test
    void anImageThatIsNotQueuedOrHasATaskIsA409EvenBeforeTheRule() {
        writes.active(image);
        add(TestTokens.reader("demo"), url, "").statusCode(409);

        UUID other = world.queuedImage("demo");
        image = other;
        add(url, "").statusCode(202);
        add(url, "").statusCode(409);
    }

    private static String service() {
        return TestTokens.of("demo", "service", "reader");
    }

    private ValidatableResponse add(String where, String more) {
        return add(TestTokens.member("demo"), where, more);
    }

    private ValidatableResponse add(String token, String where, String more) {
        return given().header("X-Auth-Token", token)
                .body("{\"url\": \"" + where + "\"" + more + "}")
                .post("/v2/images/" + image + "/locations")
                .then();
    }

    private ValidatableResponse locationsSeen() {
        return given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + image + "/locations")
                .then()
                .statusCode(200);
    }

    private ImportJob claim() {
        return ((ClaimOutcome.Claimed) claims.claim(WORKER)).job();
    }

    private LocationOrder found(ImportJob job, long size) {
        return reports.found(job.taskId(), new LocationFound(job.generation(), "web", size));
    }

    private void tells(String... types) {
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, types.length)).containsExactly(types);
            events.await(image, seen -> true)
                    .forEach(event -> assertThat(
                                    EventSchemas.violations(Bystander.header(event, "ce_type"), event.value()))
                            .isEmpty());
        }
    }

    private void digests(ImportJob job, String hash) {
        reports.digests(job.taskId(), new LocationDigests(job.generation(), "md5-of-it", "sha512", hash, 99));
    }

    private void finish(ImportJob job, JobFailure failure) {
        finish.finish(job.taskId(), new FinishJob(WORKER, job.generation(), failure));
    }

    private String row() {
        return world.text(
                "select concat_ws(' ', coalesce(size::text, 'null'), coalesce(checksum, 'null'), coalesce(os_hash_algo, 'null'), coalesce(os_hash_value, 'null')) from images where id = ?",
                image);
    }

    private String lockAndLists() {
        return world.text(
                "select concat_ws(' ', coalesce(import_task::text, '-'), coalesce(importing_to_stores::text, '-'), coalesce(failed_import::text, '-')) from images where id = ?",
                image);
    }

    private String task(String column) {
        return world.text(
                "select " + column + " from tasks where image_id = ? order by created_at desc limit 1", image);
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
