package io.vitrine.imageapi.patch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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

/** {@code PATCH /v2/images/{id}}: each row of spec images, section 6, in both media types. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PatchIT {
    private static final String V2_0 = "application/openstack-images-v2.0-json-patch";
    private static final String V2_1 = "application/openstack-images-v2.1-json-patch";
    private static final String OWNER = "patch-o";

    @Inject
    World world;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // Base attributes: replace in both, add in the newer form only, never removed.
                "replace | /name | \"new\" | 200 | 200 | name",
                "replace | /name | null | 200 | 200 | name",
                "replace | /visibility | \"private\" | 200 | 200 | visibility",
                "replace | /visibility | \"community\" | 200 | 200 | visibility",
                "replace | /protected | true | 200 | 200 | protected",
                "replace | /os_hidden | true | 200 | 200 | os_hidden",
                "replace | /tags | [\"a\",\"b\",\"a\"] | 200 | 200 | tags",
                "replace | /min_ram | 512 | 200 | 200 | min_ram",
                "replace | /min_disk | 2147483647 | 200 | 200 | min_disk",
                "replace | /disk_format | \"qcow2\" | 200 | 200 | disk_format",
                "replace | /container_format | null | 200 | 200 | container_format",
                "add     | /name | \"new\" | 200 | 409 | 'name'",
                "add     | /tags | [] | 200 | 409 | 'tags'",
                "remove  | /name | - | 403 | 403 | 'name'",
                "remove  | /owner | - | 403 | 403 | 'owner'",
                "remove  | /tags | - | 403 | 403 | 'tags'",
                // Values are judged like those of a new image.
                "replace | /name | 1 | 400 | 400 | 'name'",
                "replace | /visibility | \"secret\" | 400 | 400 | 'visibility'",
                "replace | /visibility | null | 400 | 400 | 'visibility'",
                "replace | /protected | \"true\" | 400 | 400 | 'protected'",
                "replace | /tags | \"a\" | 400 | 400 | 'tags'",
                "replace | /tags | [1] | 400 | 400 | 'tags'",
                "replace | /min_ram | -1 | 400 | 400 | 'min_ram'",
                "replace | /min_disk | 2147483648 | 400 | 400 | 'min_disk'",
                "replace | /disk_format | \"floppy\" | 400 | 400 | 'disk_format'",
                // What only administrators may.
                "replace | /owner | \"other\" | 403 | 403 | 'owner'",
                "add     | /owner | \"other\" | 403 | 409 | 'owner'",
                "replace | /visibility | \"public\" | 403 | 403 | publicize_image",
                // Custom properties.
                "add     | /colour | \"red\" | 200 | 200 | colour",
                "add     | /kept | \"new\" | 200 | 409 | kept",
                "replace | /kept | \"new\" | 200 | 200 | kept",
                "remove  | /kept | - | 200 | 200 | kept",
                "replace | /colour | \"red\" | 409 | 409 | 'colour'",
                "remove  | /colour | - | 409 | 409 | 'colour'",
                "add     | /a~1b~0c | \"x\" | 200 | 200 | a/b~c",
                "add     | / spaced | \"x\" | 200 | 200 | spaced",
                "add     | /context | \"x\" | 200 | 200 | context",
                "add     | /colour | 1 | 400 | 400 | 'colour'",
                "add     | /colour | null | 400 | 400 | 'colour'",
                "add     | /colour | [\"a\"] | 400 | 400 | 'colour'",
                "add     | /kernel_id | null | 200 | 200 | name",
                "add     | /kernel_id | \"no uuid\" | 400 | 400 | 'kernel_id'",
                "add     | /cinder_encryption_key_deletion_policy | \"maybe\" | 400 | 400 | deletion_policy",
                // Pointers.
                "replace | name | \"new\" | 400 | 400 | 'name'",
                "replace | //name | \"new\" | 400 | 400 | '//name'",
                "replace | /name/ | \"new\" | 400 | 400 | '/name/'",
                "replace | / | \"new\" | 400 | 400 | '/'",
                "replace | /na~2me | \"new\" | 400 | 400 | '/na~2me'",
                "replace | /name~ | \"new\" | 400 | 400 | '/name~'",
                "add     | /tags/- | \"a\" | 400 | 400 | 'tags'",
                "add     | /kept/0 | \"a\" | 400 | 400 | 'kept'",
                // Read-only, reserved.
                "replace | /id | \"x\" | 403 | 403 | 'id'",
                "replace | /status | \"active\" | 403 | 403 | 'status'",
                "add     | /checksum | \"x\" | 403 | 403 | 'checksum'",
                "remove  | /size | - | 403 | 403 | 'size'",
                "add     | /virtual_size | 1 | 403 | 403 | 'virtual_size'",
                "replace | /created_at | \"x\" | 403 | 403 | 'created_at'",
                "replace | /updated_at | \"x\" | 403 | 403 | 'updated_at'",
                "add     | /direct_url | \"x\" | 403 | 403 | 'direct_url'",
                "add     | /self | \"x\" | 403 | 403 | 'self'",
                "add     | /file | \"x\" | 403 | 403 | 'file'",
                "add     | /schema | \"x\" | 403 | 403 | 'schema'",
                "add     | /stores | \"x\" | 403 | 403 | 'stores'",
                "replace | /stores | \"x\" | 403 | 403 | 'stores'",
                "remove  | /stores | - | 403 | 403 | 'stores'",
                "add     | /os_hash_algo | \"x\" | 403 | 403 | 'os_hash_algo'",
                "add     | /os_hash_value | \"x\" | 403 | 403 | 'os_hash_value'",
                "add     | /location | \"x\" | 403 | 403 | 'location'",
                "add     | /deleted | \"x\" | 403 | 403 | 'deleted'",
                "add     | /deleted_at | \"x\" | 403 | 403 | 'deleted_at'",
                "add     | /os_glance_x | \"x\" | 403 | 403 | 'os_glance_x'",
                "remove  | /os_glance_import_task | - | 403 | 403 | 'os_glance_import_task'",
                "add     | /locations/- | {} | 403 | 403 | locations",
                "replace | /locations | [] | 403 | 403 | locations",
                "remove  | /locations/0 | - | 403 | 403 | locations",
            })
    void operations(String verb, String path, String value, int newer, int older, String word) {
        ValidatableResponse byNewer = patch(image(), V2_1, "[%s]".formatted(newer(verb, path, value)), newer);
        ValidatableResponse byOlder = patch(image(), V2_0, "[%s]".formatted(older(verb, path, value)), older);

        if (newer != 200) {
            byNewer.body("error.message", containsString(word));
        }
        if (older != 200) {
            byOlder.body("error.message", containsString(word));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "2.1 | {}",
                "2.1 | \"x\"",
                "2.1 | [1]",
                "2.1 | [{}]",
                "2.1 | [{\"op\": \"move\", \"path\": \"/a\", \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"path\": 1, \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"path\": \"/a\"}]",
                "2.1 | [{\"op\": \"replace\", \"path\": \"/a\"}]",
                "2.1 | [{\"replace\": \"/name\", \"value\": \"b\"}]",
                "2.0 | [{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"b\"}]",
                "2.0 | [{\"add\": \"/a\", \"replace\": \"/a\", \"value\": \"b\"}]",
                "2.0 | [{\"add\": \"/a\"}]",
                "2.0 | [{\"add\": 1, \"value\": \"b\"}]",
                "2.1 | [",
                "2.1 | ",
            })
    void malformedBodies(String form, String body) {
        // Also of an image that is not there: syntax is judged first.
        patch(UUID.randomUUID(), form.equals("2.0") ? V2_0 : V2_1, body == null ? "" : body, 400);
    }

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

    private static ValidatableResponse patch(UUID image, String type, String body, int code) {
        return patch(TestTokens.member(OWNER), image, type, body, code);
    }

    private static ValidatableResponse patch(String token, UUID image, String type, String body, int code) {
        return given().header("X-Auth-Token", token)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/v2/images/" + image)
                .then()
                .statusCode(code);
    }

    private static String newer(String verb, String path, String value) {
        return "{\"op\": \"%s\", \"path\": \"%s\"%s}".formatted(verb, path, value(value));
    }

    private static String older(String verb, String path, String value) {
        return "{\"%s\": \"%s\"%s}".formatted(verb, path, value(value));
    }

    private static String value(String value) {
        return value.equals("-") ? "" : ", \"value\": " + value;
    }
}
