package io.vitrine.imageapi.patch;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.patch.Patches.OWNER;
import static io.vitrine.imageapi.patch.Patches.V2_0;
import static io.vitrine.imageapi.patch.Patches.V2_1;
import static io.vitrine.imageapi.patch.Patches.newer;
import static io.vitrine.imageapi.patch.Patches.patch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PATCH /v2/images/{id}}: who may, what is applied, and that it is all or nothing (spec: images, section 6). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PatchIT {
    @Inject
    World world;

    @Test
    void onlyTheTwoMediaTypes() {
        for (String type : List.of("application/json", "application/json-patch+json", "text/plain")) {
            given().header("X-Auth-Token", TestTokens.member(OWNER))
                    .contentType(type)
                    .body("[]".getBytes(StandardCharsets.UTF_8))
                    .patch("/v2/images/" + UUID.randomUUID())
                    .then()
                    .statusCode(415)
                    .header("Accept-Patch", V2_0 + ", " + V2_1);
        }
        patch(image(), V2_1 + "; charset=UTF-8", "[]", 200);
    }

    @Test
    void anEmptyPatchChangesNothing() {
        UUID image = image();
        world.change("update images set updated_at = '2020-01-01T00:00:00Z' where id = ?", image);
        patch(image, V2_1, "[]", 200).body("updated_at", equalTo("2020-01-01T00:00:00Z"));
    }

    @Test
    void theAnswerIsTheImageAfterwards() {
        patch(image(), V2_1, """
                [{"op": "replace", "path": "/name", "value": "after"},
                 {"op": "add", "path": "/colour", "value": "red"},
                 {"op": "remove", "path": "/kept"},
                 {"op": "replace", "path": "/tags", "value": ["x"]}]
                """, 200)
                .body("name", equalTo("after"))
                .body("colour", equalTo("red"))
                .body("containsKey('kept')", equalTo(false))
                .body("tags", equalTo(List.of("x")))
                .body("self", containsString("/v2/images/"));
    }

    @Test
    void allOrNothing() {
        UUID image = image();
        patch(image, V2_1, """
                [{"op": "replace", "path": "/name", "value": "half"},
                 {"op": "remove", "path": "/absent"}]
                """, 409);
        assertThat(world.text("select name from images where id = ?", image)).isEqualTo("an image");
    }

    @Test
    void laterOperationsSeeEarlierOnes() {
        patch(image(), V2_0, """
                [{"add": "/colour", "value": "red"}, {"replace": "/colour", "value": "blue"}, {"remove": "/colour"},
                 {"add": "/colour", "value": "green"}]
                """, 200).body("colour", equalTo("green"));
    }

    @Test
    void patchesOfDifferentPropertiesAtTheSameTimeLoseNone() throws Exception {
        UUID image = image();
        int clients = 32;
        List<Callable<Integer>> calls = IntStream.range(0, clients)
                .<Callable<Integer>>mapToObj(i -> () -> given().header("X-Auth-Token", TestTokens.member(OWNER))
                        .contentType(V2_1)
                        .body("[%s]".formatted(newer("add", "/p" + i, "\"v\"")).getBytes(StandardCharsets.UTF_8))
                        .patch("/v2/images/" + image)
                        .statusCode())
                .toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : pool.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        Map<String, Object> shown = given().header("X-Auth-Token", TestTokens.member(OWNER))
                .get("/v2/images/" + image)
                .then()
                .extract()
                .path("$");
        assertThat(IntStream.range(0, clients).mapToObj(i -> "p" + i)).allMatch(shown::containsKey);
    }

    @ParameterizedTest
    @CsvSource({
        "queued, 200",
        "saving, 403",
        "importing, 403",
        "active, 403",
        "deactivated, 403",
        "uploading, 403",
    })
    void formatsDescribeBytesThatAreNotThereYet(String status, int code) {
        UUID image = image();
        world.change("update images set status = ? where id = ?", status, image);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/disk_format", "\"qcow2\"")), code);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/container_format", "\"ovf\"")), code);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/name", "\"any time\"")), 200);
    }

    @Test
    void stagedBytesMayStillGetTheirFormats() {
        UUID image = image();
        world.change(
                "update images set status = 'uploading', disk_format = null, container_format = null where id = ?",
                image);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/disk_format", "\"qcow2\"")), 200);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/container_format", "\"bare\"")), 200);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/container_format", "\"ovf\"")), 403);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, private, 404", "reader, public, 403", "stranger, private, 404", "stranger, public, 403",
        "stranger, community, 403", "stranger, shared, 404", "owner-reader, private, 403", "admin, private, 200",
    })
    void whoMay(String persona, String visibility, int code) {
        UUID image = image();
        world.change("update images set visibility = ? where id = ?", visibility, image);
        String token = switch (persona) {
            case "reader" -> TestTokens.reader("patch-s");
            case "stranger" -> TestTokens.member("patch-s");
            case "owner-reader" -> TestTokens.reader(OWNER);
            default -> TestTokens.admin();
        };
        patch(token, image, V2_1, "[%s]".formatted(newer("replace", "/name", "\"mine\"")), code);
    }

    @Test
    void administratorsGiveImagesAwayAndPublishThem() {
        patch(
                        TestTokens.admin(),
                        image(),
                        V2_1,
                        "[%s,%s]"
                                .formatted(
                                        newer("replace", "/owner", "\"elsewhere\""),
                                        newer("replace", "/visibility", "\"public\"")),
                        200)
                .body("owner", equalTo("elsewhere"))
                .body("visibility", equalTo("public"));
    }

    @Test
    void publishingAPublicImageAgainNeedsTheRightToo() {
        UUID image = image();
        world.change("update images set visibility = 'public' where id = ?", image);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/visibility", "\"public\"")), 403);
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/name", "\"still mine\"")), 200);
    }

    @Test
    void quotas() {
        UUID image = image();
        StringBuilder properties = new StringBuilder("{");
        IntStream.range(0, 127).forEach(i -> properties.append("\"q%d\": \"v\",".formatted(i)));
        world.change("update images set properties = ?::jsonb where id = ?", properties + "\"kept\": \"v\"}", image);

        patch(image, V2_1, "[%s]".formatted(newer("add", "/onemore", "\"v\"")), 413)
                .body("error.message", containsString("128"));
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/kept", "\"other\"")), 200);
        patch(image, V2_1, "[%s,%s]".formatted(newer("remove", "/kept", "-"), newer("add", "/onemore", "\"v\"")), 200);
        String tags =
                IntStream.range(0, 129).mapToObj(i -> "\"t" + i + "\"").toList().toString();
        patch(image, V2_1, "[%s]".formatted(newer("replace", "/tags", tags)), 413);
        patch(image, V2_1, "[%s]".formatted(newer("add", "/" + "n".repeat(256), "\"v\"")), 400);
    }

    @Test
    void whoeverWroteTheKeyIsRemembered() {
        UUID image = image();
        patch(image, V2_1, "[%s]".formatted(newer("add", "/os_encrypt_key_id", "\"k1\"")), 200);
        assertThat(setBy(image)).isEqualTo("user-of-" + OWNER);
        patch(TestTokens.admin(), image, V2_1, "[%s]".formatted(newer("replace", "/name", "\"x\"")), 200);
        assertThat(setBy(image)).isEqualTo("user-of-" + OWNER);
        patch(
                TestTokens.admin(),
                image,
                V2_1,
                "[%s]".formatted(newer("add", "/cinder_encryption_key_id", "\"k1\"")),
                200);
        assertThat(setBy(image)).isEqualTo("user-of-admin");
        patch(image, V2_1, "[%s]".formatted(newer("remove", "/os_encrypt_key_id", "-")), 200);
        assertThat(setBy(image)).isEqualTo("user-of-admin");
        patch(image, V2_1, "[%s]".formatted(newer("remove", "/cinder_encryption_key_id", "-")), 200);
        assertThat(setBy(image)).isEqualTo("null");
    }

    private String setBy(UUID image) {
        return world.text("select key_set_by from images where id = ?", image);
    }

    @Test
    void deletedAndUnknownImages() {
        patch(UUID.randomUUID(), V2_1, "[]", 404);
        UUID image = image();
        world.change("update images set deleted_at = now(), status = 'deleted' where id = ?", image);
        patch(TestTokens.admin(), image, V2_1, "[]", 404);
    }

    @Test
    void everybodyIsTold() throws Exception {
        UUID image = image();
        patch(
                image,
                V2_1,
                "[%s,%s]".formatted(newer("add", "/colour", "\"red\""), newer("replace", "/tags", "[]")),
                200);

        try (var events = new Bystander(Topics.EVENTS)) {
            var event = events.await(image, records -> !records.isEmpty()).getFirst();
            assertThat(Bystander.header(event, "ce_type")).isEqualTo(MessageType.IMAGE_UPDATE);
            assertThat(Bystander.header(event, "ce_userid")).isEqualTo("user-of-" + OWNER);
            var data = world.read(event.value());
            assertThat(data.path("changed")).extracting(name -> name.asText()).containsExactly("colour", "tags");
            assertThat(data.path("properties").path("colour").asText()).isEqualTo("red");
            assertThat(EventSchemas.violations(MessageType.IMAGE_UPDATE, event.value()))
                    .isEmpty();
        }
    }

    private UUID image() {
        return world.queuedImage(OWNER, Map.of("kept", "old"));
    }
}
