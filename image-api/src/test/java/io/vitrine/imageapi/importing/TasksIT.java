package io.vitrine.imageapi.importing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks as users see them: the tasks API, progress, and the events (spec: images, sections 15 and 20). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class TasksIT {
    private static final String GOOD = """
            {"type": "import", "input": {"import_from": "http://images.example.org/a.qcow2", "import_from_format": "qcow2",
             "image_properties": {"name": "by task", "os_distro": "debian"}}}
            """;

    @Inject
    World world;

    @Inject
    Imports imports;

    @Inject
    JobReports reports;

    @Inject
    DueJobs dueJobs;

    @Inject
    TaskAdmin admin;

    @BeforeEach
    void nothingWaits() {
        imports.nothingWaits();
    }

    @Test
    void aTaskMakesItsImageAndImportsIt() {
        String id = post(GOOD, 201)
                .header("Location", matchesPattern("http.*/v2/tasks/[0-9a-f-]{36}"))
                .body("type", equalTo("import"))
                .body("status", equalTo("pending"))
                .body("message", equalTo(""))
                .body("result", nullValue())
                .body("input.import_from", equalTo("http://images.example.org/a.qcow2"))
                .body("progress.phase", equalTo("waiting"))
                .body("progress.queue_position", equalTo(1))
                .body("request_id", matchesPattern("req-.+"))
                .body("schema", equalTo("/v2/schemas/task"))
                .extract()
                .path("id");

        ImportJob job = imports.claim();
        assertThat(job.taskId()).hasToString(id);
        assertThat(job.method()).isEqualTo("web-download");
        assertThat(job.uri()).isEqualTo("http://images.example.org/a.qcow2");
        assertThat(job.stores()).containsExactly("fast");
        show(id).body("status", equalTo("processing")).body("progress.phase", equalTo("starting"));
        imports.place(job, "fast");
        imports.finish(job, false);

        show(id).body("status", equalTo("success"))
                .body("result.image_id", equalTo(job.imageId().toString()))
                .body("expires_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("self", equalTo("/v2/tasks/" + id))
                .body("$", not(org.hamcrest.Matchers.hasKey("progress")));
        assertThat(world.text(
                        "select name || ' ' || owner || ' ' || disk_format || ' ' || container_format || ' ' || status from images where id = ?",
                        job.imageId()))
                .isEqualTo("by task admin qcow2 bare active");
        try (var events = new Bystander(Topics.TASKS)) {
            assertThat(events.types(job.imageId(), 4))
                    .containsExactly("task.create.v1", "task.run.v1", "task.processing.v1", "task.success.v1");
            events.await(job.imageId(), seen -> seen.size() == 4).forEach(event -> {
                String type = Bystander.header(event, "ce_type");
                assertThat(EventSchemas.violations(type, event.value())).isEmpty();
                assertThat(new String(event.value())).doesNotContain("import_from", "images.example.org");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"import\"}",
                "{\"input\": {}}",
                "{\"type\": \"export\", \"input\": {}}",
                "{\"type\": \"api_image_import\", \"input\": {}}",
                "{\"type\": \"location_import\", \"input\": {}}",
                "{\"type\": \"import\", \"input\": []}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"file:///etc/passwd\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"filesystem:///x\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"swift://x/y\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"http://127.1/a\", \"import_from_format\": \"raw\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"http://a.example.org/\", \"image_properties\": {}}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"http://a.example.org/\", \"import_from_format\": \"raw\"}}",
                "{\"type\": \"import\", \"input\": {\"import_from\": \"http://a.example.org/\", \"import_from_format\": \"nonsense\", \"image_properties\": {}}}"
            })
    void whatCannotBeATaskIsRefusedAndLeavesNothing(String body) {
        long images = world.number("select count(*) from images");
        post(body, 400);
        assertThat(world.number("select count(*) from images")).isEqualTo(images);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v2/tasks", "GET, /v2/tasks/0d5e1a52-6c0b-47b7-8f83-2fd7a6d5c001", "POST, /v2/tasks"})
    void onlyAdministratorsMayUseIt(String method, String path) {
        RequestSpecification member = given().header("X-Auth-Token", TestTokens.member("demo"));
        (method.equals("POST") ? member.body(GOOD) : member)
                .request(method, path)
                .then()
                .statusCode(403);
    }

    @Test
    void tasksAreNotDeleted() {
        String id = post(GOOD, 201).extract().path("id");
        given().header("X-Auth-Token", TestTokens.admin())
                .delete("/v2/tasks/" + id)
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"));
        show(id);
        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/tasks/0d5e1a52-6c0b-47b7-8f83-2fd7a6d5cfff")
                .then()
                .statusCode(404);
    }

    @Test
    void listsArePagesThatHideWhatIsLong() {
        world.change("delete from tasks");
        String first = post(GOOD, 201).extract().path("id");
        String second = post(GOOD, 201).extract().path("id");
        String third = post(GOOD, 201).extract().path("id");

        ValidatableResponse page = list("?limit=2", 200)
                .body("tasks.id", equalTo(List.of(third, second)))
                .body("schema", equalTo("/v2/schemas/tasks"))
                .body("first", equalTo("/v2/tasks?limit=2"))
                .body("next", endsWith("marker=" + second))
                .body("tasks[0].keySet()", not(hasItems("input")))
                .body("tasks[0].keySet()", not(hasItems("message")))
                .body("tasks[0].keySet()", not(hasItems("result")));
        String next = page.extract().path("next");
        list(next.substring("/v2/tasks".length()), 200)
                .body("tasks.id", equalTo(List.of(first)))
                .body("$", not(org.hamcrest.Matchers.hasKey("next")));
        list("?sort_key=created_at&sort_dir=asc", 200).body("tasks.id", equalTo(List.of(first, second, third)));
        list("?status=success", 200).body("tasks.size()", equalTo(0));
        list("?status=pending&type=import&id=" + second, 200).body("tasks.id", equalTo(List.of(second)));
        world.change("update tasks set expires_at = now() - interval '1 second' where id = ?::uuid", first);
        list("", 200).body("tasks.id", equalTo(List.of(third, second)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=x",
                "?limit=-1",
                "?marker=x",
                "?marker=0d5e1a52-6c0b-47b7-8f83-2fd7a6d5cfff",
                "?sort_key=input",
                "?sort_dir=up",
                "?status=gone",
                "?type=api_image_import",
                "?input=x"
            })
    void aListThatMakesNoSenseIsA400(String query) {
        list(query, 400);
    }

    @Test
    void progressIsSeenAndToldNowAndThen() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true);
        ImportJob job = imports.claim();

        assertThat(report(job, 10L << 20)).isTrue();
        assertThat(report(job, 11L << 20)).as("at most every two seconds").isFalse();
        earlier(job, "progress_at");
        assertThat(report(job, 50L << 20)).isTrue();

        var shown = given().header("X-Auth-Token", TestTokens.member("demo"))
                .get("/v2/images/" + image + "/tasks")
                .then()
                .statusCode(200)
                .body("tasks[0].message", equalTo("Copied 50 MiB"))
                .body("tasks[0].progress.phase", equalTo("downloading"))
                .body("tasks[0].progress.bytes_done", equalTo(50 << 20))
                .body("tasks[0].progress.bytes_total", equalTo(100 << 20))
                .body("tasks[0].progress.attempt", equalTo(1));
        int rate = shown.extract().path("tasks[0].progress.bytes_per_second");
        assertThat(rate).isBetween(1 << 20, 20 << 20);
        // Two reports within five seconds are one event.
        earlier(job, "told_at");
        earlier(job, "progress_at");
        assertThat(report(job, 60L << 20)).isTrue();
        imports.place(job, "fast");
        imports.finish(job, false);
        try (var events = new Bystander(Topics.EVENTS)) {
            var all = events.await(
                    image,
                    seen -> seen.stream()
                            .anyMatch(e -> Bystander.header(e, "ce_type").equals("image.import.succeeded.v1")));
            var progress = all.stream()
                    .filter(e -> Bystander.header(e, "ce_type").equals("image.import.progress.v1"))
                    .toList();
            assertThat(progress)
                    .hasSize(2)
                    .allSatisfy(e -> assertThat(EventSchemas.violations("image.import.progress.v1", e.value()))
                            .isEmpty());
            assertThat(new String(progress.getLast().value())).contains("\"bytes_done\": 62914560");
        }
    }

    @Test
    void aStaleReportChangesNothing() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true);
        ImportJob job = imports.claim();

        var stale = new JobProgress(job.generation() - 1, JobProgress.COPYING, 5, 10L);

        assertThat(reports.note(job.taskId(), stale)).isFalse();
        assertThat(imports.task(job, "phase")).isEqualTo("starting");
    }

    @Test
    void thePlaceInTheQueueIsOneProjectAfterTheOther() {
        UUID first = waiting("queue-a");
        UUID second = waiting("queue-a");
        UUID third = waiting("queue-a");
        UUID other = waiting("queue-b");

        assertThat(List.of(position(first), position(second), position(third), position(other)))
                .containsExactly(1, 3, 4, 2);
    }

    @Test
    void whatExpiresIsForgottenAndTold() {
        UUID image = world.queuedImage("demo");
        imports.request(image, "web-download", true);
        ImportJob job = imports.claim();
        imports.finish(job, true, "fast");
        world.change("update tasks set expires_at = now() - interval '1 second' where id = ?", job.taskId());

        dueJobs.sweep();

        assertThat(world.number("select count(*) from tasks where id = ?", job.taskId()))
                .isZero();
        try (var events = new Bystander(Topics.TASKS)) {
            assertThat(events.types(image, 5)).endsWith("task.failure.v1", "task.delete.v1");
        }
    }

    @Test
    void anOperatorSeesTasksAndFreesWhatIsStuck() {
        UUID silent = world.queuedImage("demo");
        imports.request(silent, "web-download", true);
        ImportJob job = imports.claim();
        assertThat(admin.list(null, 10))
                .singleElement()
                .asString()
                .contains(job.taskId().toString(), "processing");
        world.change("update tasks set lost_after = now() - interval '1 second' where id = ?", job.taskId());
        UUID orphaned = world.queuedImage("demo");
        world.change(
                "update images set status = 'importing', import_task = ? where id = ?", UUID.randomUUID(), orphaned);
        UUID working = waiting("demo");

        List<UUID> freed = admin.reap();

        assertThat(freed).contains(orphaned).doesNotContain(working, silent);
        assertThat(world.status(orphaned)).isEqualTo("queued");
        assertThat(imports.task(job, "status")).isEqualTo("pending");
        String reaped = job.taskId().toString();
        assertThat(admin.list("pending", 1_000))
                .anySatisfy(task -> assertThat(task.toString()).contains(reaped));
        assertThat(admin.list("processing", 1_000))
                .noneSatisfy(task -> assertThat(task.toString()).contains(reaped));
    }

    private UUID waiting(String project) {
        UUID image = world.queuedImage(project);
        imports.request(image, World.member(project), "web-download", true);
        return image;
    }

    private int position(UUID image) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + image + "/tasks")
                .then()
                .statusCode(200)
                .extract()
                .path("tasks[0].progress.queue_position");
    }

    private boolean report(ImportJob job, long bytes) {
        JobProgress progress = new JobProgress(job.generation(), JobProgress.DOWNLOADING, bytes, 100L << 20);
        boolean noted = reports.note(job.taskId(), progress);
        if (noted) {
            reports.tell(job.taskId(), job.generation());
        }
        return noted;
    }

    private void earlier(ImportJob job, String column) {
        world.change(
                "update tasks set %s = %s - interval '5 seconds' where id = ?".formatted(column, column), job.taskId());
    }

    private static ValidatableResponse post(String body, int status) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .body(body)
                .post("/v2/tasks")
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse show(String id) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/tasks/" + id)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse list(String query, int status) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/tasks" + query)
                .then()
                .statusCode(status);
    }
}
