package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code POST /v2/images} and the list refuse, each with a sentence that names the field (spec: images, sections 3 and 4.2). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class BadInputIT {
    private static final String LONG = "x".repeat(256);

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("", 400, "Body expected"),
                Arguments.of("   ", 400, "Body expected"),
                Arguments.of("{", 400, "not well-formed"),
                Arguments.of("{\"name\": \"a\"", 400, "not well-formed"),
                Arguments.of("{} {}", 400, "not well-formed"),
                Arguments.of("[]", 400, "JSON object"),
                Arguments.of("\"text\"", 400, "JSON object"),
                Arguments.of("null", 400, "JSON object"),
                Arguments.of("{\"name\": \"a\", \"name\": \"b\"}", 400, "twice"),
                Arguments.of("{\"a\": " + "[".repeat(40) + "]".repeat(40) + "}", 400, "nested"),
                Arguments.of(
                        IntStream.range(0, 1001)
                                .mapToObj(i -> "\"k" + i + "\": \"v\"")
                                .collect(Collectors.joining(",", "{", "}")),
                        400,
                        "1000 keys"),
                Arguments.of("{\"id\": \"1\"}", 400, "'id'"),
                Arguments.of("{\"id\": 1}", 400, "'id'"),
                Arguments.of("{\"id\": null}", 400, "'id'"),
                Arguments.of("{\"name\": 1}", 400, "'name'"),
                Arguments.of("{\"name\": \"" + LONG + "\"}", 400, "'name'"),
                Arguments.of("{\"name\": \"a\\u0000b\"}", 400, "'name'"),
                Arguments.of("{\"name\": \"\uD83D\uDE00\"}", 400, "'name'"),
                Arguments.of("{\"name\": \"\\ud83d\"}", 400, "'name'"),
                Arguments.of("{\"visibility\": \"secret\"}", 400, "'visibility'"),
                Arguments.of("{\"visibility\": null}", 400, "'visibility'"),
                Arguments.of("{\"protected\": \"true\"}", 400, "'protected'"),
                Arguments.of("{\"protected\": null}", 400, "'protected'"),
                Arguments.of("{\"os_hidden\": 1}", 400, "'os_hidden'"),
                Arguments.of("{\"disk_format\": \"floppy\"}", 400, "'disk_format'"),
                Arguments.of("{\"disk_format\": []}", 400, "'disk_format'"),
                Arguments.of("{\"container_format\": \"RAW\"}", 400, "'container_format'"),
                Arguments.of("{\"min_disk\": -1}", 400, "'min_disk'"),
                Arguments.of("{\"min_disk\": 2147483648}", 400, "'min_disk'"),
                Arguments.of("{\"min_ram\": 1.5}", 400, "'min_ram'"),
                Arguments.of("{\"min_ram\": \"1\"}", 400, "'min_ram'"),
                Arguments.of("{\"min_ram\": null}", 400, "'min_ram'"),
                Arguments.of("{\"tags\": \"a\"}", 400, "'tags'"),
                Arguments.of("{\"tags\": [1]}", 400, "'tags'"),
                Arguments.of("{\"tags\": [\"" + LONG + "\"]}", 400, "Image tag"),
                Arguments.of("{\"owner\": 1}", 400, "'owner'"),
                Arguments.of("{\"owner\": \"other\"}", 403, "'other'"),
                Arguments.of("{\"owner\": null}", 403, "null"),
                Arguments.of("{\"visibility\": \"public\"}", 403, "publicize_image"),
                Arguments.of("{\"custom\": 1}", 400, "'custom'"),
                Arguments.of("{\"custom\": null}", 400, "'custom'"),
                Arguments.of("{\"custom\": true}", 400, "'custom'"),
                Arguments.of("{\"custom\": {\"a\": \"b\"}}", 400, "'custom'"),
                Arguments.of("{\"custom\": \"" + "x".repeat(65_536) + "\"}", 400, "'custom'"),
                Arguments.of("{\"" + LONG + "\": \"a\"}", 400, "Property names"),
                Arguments.of("{\"a\\u0000\": \"a\"}", 400, "Property names"),
                Arguments.of("{\"kernel_id\": \"no uuid\"}", 400, "'kernel_id'"),
                Arguments.of("{\"cinder_encryption_key_deletion_policy\": \"maybe\"}", 400, "deletion_policy"),
                Arguments.of(
                        IntStream.range(0, 129)
                                .mapToObj(i -> "\"p" + i + "\": \"v\"")
                                .collect(Collectors.joining(",", "{", "}")),
                        413,
                        "128 custom properties"),
                Arguments.of(
                        IntStream.range(0, 3)
                                .mapToObj(i -> "\"p%d\": \"%s\"".formatted(i, "v".repeat(50_000)))
                                .collect(Collectors.joining(",", "{", "}")),
                        413,
                        "131072 bytes"),
                Arguments.of(
                        "{\"tags\": "
                                + IntStream.range(0, 129)
                                        .mapToObj(i -> "\"t" + i + "\"")
                                        .collect(Collectors.joining(",", "[", "]"))
                                + "}",
                        413,
                        "128 tags"),
                Arguments.of("{\"custom\": \"" + "x".repeat(1_100_000) + "\"}", 413, "longer than"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void refusesADocument(String body, int status, String named) {
        create(body, status, named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direct_url",
                "self",
                "file",
                "schema",
                "stores",
                "created_at",
                "updated_at",
                "status",
                "checksum",
                "size",
                "virtual_size",
                "os_hash_algo",
                "os_hash_value",
                "location",
                "locations",
                "deleted",
                "deleted_at",
                "os_glance_import_task",
                "os_glance_anything"
            })
    void refusesAttributesThatClientsCannotWrite(String name) {
        create("{\"%s\": \"a\", \"name\": 1}".formatted(name), 403, "'%s'".formatted(name));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        given().header("X-Auth-Token", TestTokens.member("bad"))
                .contentType(ContentType.BINARY)
                .body(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '"', 'a', '"', '}'})
                .post("/v2/images")
                .then()
                .statusCode(400)
                .body("error.message", containsString("UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=x | 'limit'",
                "limit=-1 | 'limit'",
                "marker=x | 'marker'",
                "marker=11111111-1111-4111-8111-111111111111 | 'marker'",
                "sort=nothing | 'sort'",
                "sort_key=owner | 'sort_key'",
                "sort_dir=up | 'sort_dir'",
                "visibility=none | 'visibility'",
                "member_status=maybe | 'member_status'",
                "protected=True | 'protected'",
                "protected= | 'protected'",
                "os_hidden=1 | 'os_hidden'",
                "name=like:a | 'name'",
                "status=in:\"a | 'status'",
                "created_at=yesterday | 'created_at'",
                "created_at=after:2026-01-01T00:00:00Z | 'created_at'",
                "size_min=big | 'size_min'",
                "min_ram=1.5 | 'min_ram'",
                "size=99999999999999999999 | 'size'",
                "changes-since=2026 | 'changes-since'",
                "name=a%00b | NUL",
            })
    void refusesAQuery(String query, String named) {
        given().header("X-Auth-Token", TestTokens.member("bad"))
                .urlEncodingEnabled(false)
                .get("/v2/images?" + query.replace("\"", "%22"))
                .then()
                .statusCode(400)
                .body("error.message", containsString(named));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "5f0c7f0e", "5f0c7f0e-8a5b-4d0e-9c52-1f6f3f1b2a7g", "00000000000-000-0000-0000-000000000000"
            })
    void anIdThatIsNoneIsNotFoundAndNeverABadRequest(String id) {
        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + id)
                .then()
                .statusCode(404);
        given().header("X-Auth-Token", TestTokens.admin())
                .delete("/v2/images/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void aBodyWhereNoneIsExpectedIsRefused() {
        given().header("X-Auth-Token", TestTokens.admin())
                .body("{}")
                .delete("/v2/images/11111111-1111-4111-8111-111111111111")
                .then()
                .statusCode(400)
                .body("error.message", containsString("body"));
    }

    @Test
    void valuesAtTheirLimitsAreTaken() {
        String name = "\u00e4".repeat(255);
        given().header("X-Auth-Token", TestTokens.member("bad"))
                .contentType("application/json; charset=UTF-8")
                .body(
                        "{\"name\": \"%s\", \"min_disk\": 2147483647, \"tags\": [\"a\", \"a\"], \"kernel_id\": null, \"a.b:c/d\": \"\", \"p\": \"%s\"}"
                                .formatted(name, "x".repeat(65_535)))
                .post("/v2/images")
                .then()
                .statusCode(201)
                .body("name", equalTo(name))
                .body("min_disk", equalTo(2147483647))
                .body("tags.size()", equalTo(1))
                .body("'a.b:c/d'", equalTo(""));
    }

    private static void create(String body, int status, String named) {
        given().header("X-Auth-Token", TestTokens.member("bad"))
                .contentType("application/json; charset=UTF-8")
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(status)
                .contentType(equalTo("application/json"))
                .body("error.code", equalTo(status))
                .body("error.message", containsString(named));
    }
}
