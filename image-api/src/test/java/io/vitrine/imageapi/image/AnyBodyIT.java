package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a body says, the answer is no 5xx, and an error is one sentence in the form that clients read; a body that was taken is an image
 * that can be read again. Bodies are drawn from a seed: a failure repeats itself.
 */
@QuarkusTest
@WithTestResource(RealComponents.class)
class AnyBodyIT {
    private static final int DRAWS = 150;
    private static final String PROJECT = "any-body";

    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "visibility",
            "protected",
            "os_hidden",
            "owner",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "tags",
            "status",
            "size",
            "checksum",
            "stores",
            "location",
            "locations",
            "deleted",
            "os_glance_import_task",
            "kernel_id",
            "cinder_encryption_key_id",
            "cinder_encryption_key_deletion_policy",
            "colour",
            "größe",
            "a/b~c",
            "",
            " ",
            "op",
            "member",
            "method",
            "x".repeat(256),
            "\u0000",
            "\uD83D\uDE00");

    private static final List<Object> VALUES = Arrays.asList(
            null,
            true,
            false,
            0,
            -1,
            1.5,
            2147483648L,
            1e300,
            "",
            "text",
            "public",
            "private",
            "shared",
            "community",
            "qcow2",
            "bare",
            PROJECT,
            "on_image_deletion",
            "00000000-0000-4000-8000-000000000000",
            "accepted",
            "\u0000",
            "\uD83D\uDE00",
            "\uFFFF",
            "x".repeat(256),
            "x".repeat(70_000),
            "'; drop table images; --",
            new JsonArray(),
            new JsonArray().add("a").add("a"),
            new JsonArray().add(1).addNull(),
            new JsonObject(),
            new JsonObject().put("a", new JsonArray().add(new JsonObject())));

    private static final List<String> PATHS = List.of(
            "/",
            "",
            "name",
            "//",
            "/name/",
            "/~",
            "/~2",
            "/tags/-",
            "/locations/-",
            "/locations/0",
            "/locations",
            "/a/b/c");

    @Inject
    World world;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noNewImageIsTooStrange(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWS; i++) {
            String body = object(random).encode();
            Response answer = call().body(bytes(body)).post("/v2/images");
            assertReadable(answer, body, 201, 400, 403, 409, 413);
            if (answer.statusCode() == 201) {
                call().get("/v2/images/" + answer.path("id")).then().statusCode(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noPatchIsTooStrange(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UUID image = world.queuedImage(PROJECT, Map.of("colour", "red"));
        for (int i = 0; i < DRAWS; i++) {
            boolean newer = random.nextBoolean();
            JsonArray patch = new JsonArray();
            for (int n = random.nextInt(4); n > 0; n--) {
                patch.add(operation(random, newer));
            }
            String before = call().get("/v2/images/" + image).asString();
            Response answer = call().contentType(
                            "application/openstack-images-v2.%d-json-patch".formatted(newer ? 1 : 0))
                    .body(bytes(patch.encode()))
                    .patch("/v2/images/" + image);
            assertReadable(answer, patch.encode(), 200, 400, 403, 409, 413);
            String after = call().get("/v2/images/" + image).asString();
            // All or nothing.
            assertThat(after).as(patch.encode()).isEqualTo(answer.statusCode() == 200 ? answer.asString() : before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/members", "/import"})
    void noOtherBodyIsTooStrange(String path) {
        SplittableRandom random = new SplittableRandom(path.length());
        UUID image = world.queuedImage(PROJECT);
        for (int i = 0; i < DRAWS; i++) {
            String body = random.nextInt(4) == 0
                    ? Json.encode(one(VALUES, random))
                    : object(random).encode();
            Response answer = call().body(bytes(body)).post("/v2/images/" + image + path);
            assertReadable(answer, body, 400, 403, 409, 413);
        }
    }

    private static void assertReadable(Response answer, String body, Integer... codes) {
        assertThat(answer.statusCode())
                .as(() -> shown(body) + "\n" + answer.asString())
                .isIn((Object[]) codes);
        if (answer.statusCode() >= 400) {
            assertThat(answer.<Integer>path("error.code")).as(() -> shown(body)).isEqualTo(answer.statusCode());
            assertThat(answer.<String>path("error.message"))
                    .as(() -> shown(body))
                    .isNotBlank();
        }
    }

    private static String shown(String body) {
        return body.substring(0, Math.min(2_000, body.length()));
    }

    private static JsonObject object(SplittableRandom random) {
        JsonObject object = new JsonObject();
        for (int n = random.nextInt(4); n > 0; n--) {
            object.put(one(NAMES, random), one(VALUES, random));
        }
        return object;
    }

    private static JsonObject operation(SplittableRandom random, boolean newer) {
        String verb = one(List.of("add", "replace", "remove", "move", ""), random);
        Object path = switch (random.nextInt(4)) {
            case 0 -> one(PATHS, random);
            case 1 -> one(VALUES, random);
            default -> "/" + one(NAMES, random);
        };
        JsonObject operation =
                newer ? new JsonObject().put("op", verb).put("path", path) : new JsonObject().put(verb, path);
        return random.nextInt(5) == 0 ? operation : operation.put("value", one(VALUES, random));
    }

    private static <T> T one(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static RequestSpecification call() {
        return given().header("X-Auth-Token", TestTokens.member(PROJECT));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
