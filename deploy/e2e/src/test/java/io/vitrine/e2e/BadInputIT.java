package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send is answered with a sentence that names the culprit, and changes nothing. */
@OnVitrine
class BadInputIT {
    private static final String NUL = "\\u0000";
    private static final String FOUR_BYTES = "\uD83D\uDE00";

    private final ImageClient demo;

    BadInputIT(Vitrine vitrine) {
        demo = vitrine.as("demo");
    }

    static Stream<Arguments> badImages() {
        return Stream.of(
                bad(400, "name", "{\"name\": \"" + "x".repeat(256) + "\"}"),
                bad(400, "name", "{\"name\": 7}"),
                bad(400, "name", "{\"name\": [\"a\"]}"),
                bad(400, "name", "{\"name\": \"a" + NUL + "b\"}"),
                bad(400, "name", "{\"name\": \"" + FOUR_BYTES + "\"}"),
                bad(400, "id", "{\"id\": \"not-an-id\"}"),
                bad(400, "id", "{\"id\": 5}"),
                bad(400, "id", "{\"id\": null}"),
                bad(400, "id", "{\"id\": \"" + "0".repeat(36) + "\"}"),
                bad(400, "visibility", "{\"visibility\": \"secret\"}"),
                bad(400, "visibility", "{\"visibility\": null}"),
                bad(400, "protected", "{\"protected\": \"yes\"}"),
                bad(400, "protected", "{\"protected\": 1}"),
                bad(400, "os_hidden", "{\"os_hidden\": \"true\"}"),
                bad(400, "disk_format", "{\"disk_format\": \"floppy\"}"),
                bad(400, "disk_format", "{\"disk_format\": 1}"),
                bad(400, "disk_format", "{\"disk_format\": \"QCOW2\"}"),
                bad(400, "container_format", "{\"container_format\": \"bag\"}"),
                bad(400, "min_disk", "{\"min_disk\": -1}"),
                bad(400, "min_disk", "{\"min_disk\": \"1\"}"),
                bad(400, "min_disk", "{\"min_disk\": 1.5}"),
                bad(400, "min_ram", "{\"min_ram\": 2147483648}"),
                bad(400, "min_ram", "{\"min_ram\": 1e400}"),
                bad(400, "min_ram", "{\"min_ram\": null}"),
                bad(400, "tag", "{\"tags\": \"a\"}"),
                bad(400, "tag", "{\"tags\": [1]}"),
                bad(400, "tag", "{\"tags\": [\"" + "t".repeat(256) + "\"]}"),
                bad(400, "tag", "{\"tags\": [\"a" + NUL + "\"]}"),
                bad(400, "owner", "{\"owner\": 3}"),
                bad(403, "", "{\"owner\": \"alt\"}"),
                bad(403, "", "{\"owner\": null}"),
                bad(400, "hw_bus", "{\"hw_bus\": 3}"),
                bad(400, "hw_bus", "{\"hw_bus\": null}"),
                bad(400, "hw_bus", "{\"hw_bus\": {\"a\": \"b\"}}"),
                bad(400, "hw_bus", "{\"hw_bus\": \"" + NUL + "\"}"),
                bad(400, "hw_bus", "{\"hw_bus\": \"" + "v".repeat(65_536) + "\"}"),
                bad(400, "propert", "{\"" + "k".repeat(256) + "\": \"v\"}"),
                bad(400, "propert", "{\"k" + NUL + "\": \"v\"}"),
                bad(400, "propert", "{\"\": \"v\"}"),
                bad(400, "kernel_id", "{\"kernel_id\": \"vmlinuz\"}"),
                bad(413, "propert", many(129, i -> "\"p" + i + "\": \"v\"", "{%s}")),
                bad(413, "tag", many(129, i -> "\"t" + i + "\"", "{\"tags\": [%s]}")),
                bad(403, "status", "{\"status\": \"active\"}"),
                bad(403, "size", "{\"size\": 1}"),
                bad(403, "checksum", "{\"checksum\": \"0\"}"),
                bad(403, "os_hash_value", "{\"os_hash_value\": \"0\"}"),
                bad(403, "locations", "{\"locations\": []}"),
                bad(403, "deleted", "{\"deleted\": true}"),
                bad(403, "self", "{\"self\": \"/\"}"),
                bad(403, "stores", "{\"stores\": \"local\"}"),
                bad(403, "os_glance_import_task", "{\"os_glance_import_task\": \"x\"}"),
                bad(400, "", ""),
                bad(400, "", "   "),
                bad(400, "", "null"),
                bad(400, "", "[]"),
                bad(400, "", "\"text\""),
                bad(400, "", "{\"name\": \"a\""),
                bad(400, "", "{\"name\": }"),
                bad(400, "", "{'name': 'a'}"),
                bad(400, "", "{\"name\": \"a\"} {}"),
                bad(400, "", "{\"name\": \"a\", \"name\": \"b\"}"),
                bad(400, "", "{\"name\": \"line\nbreak\"}"),
                bad(400, "", "<image/>"),
                bad(400, "", "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                bad(413, "", "{\"a\": \"" + "v".repeat(1_200_000) + "\"}"),
                bad(413, "", "{\"a\": \"" + "v".repeat(6_000_000) + "\"}"));
    }

    @ParameterizedTest(name = "{0} for {3}")
    @MethodSource("badImages")
    void aBadImageIsRefusedByName(int status, String named, String body, String shown) {
        demo.create(body).expectError(status, named);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] latin = "{\"name\": \"h\u00fclle\"}".getBytes(StandardCharsets.ISO_8859_1);
        demo.send("POST", "/v2/images", BodyPublishers.ofByteArray(latin), "Content-Type", "application/json")
                .expectError(400, "");
        byte[] wide = "{\"name\": \"a\"}".getBytes(StandardCharsets.UTF_16);
        demo.send("POST", "/v2/images", BodyPublishers.ofByteArray(wide), "Content-Type", "application/json")
                .expectError(400, "");
    }

    @Test
    void namesAreCountedInCharactersNotBytes() {
        String id = demo.create("{\"name\": \"" + "\u00fc".repeat(255) + "\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        demo.delete(id).expect(204);
    }

    @Test
    void anIdIsNeverUsedTwice() {
        // Given
        String body = "{\"id\": \"2b3c1f3a-53c1-4c70-9c11-%012x\"}".formatted(System.nanoTime() & 0xffff_ffff_ffffL);
        String id = demo.create(body).expect(201).json().path("id").asText();

        // When, Then
        demo.create(body).expectError(409, id);
        demo.delete(id).expect(204);
        demo.create(body).expectError(409, id);
        demo.delete(id).expectError(404, id);
    }

    @Test
    void aBodyCutOffMakesNoImage() throws Exception {
        String name = "cut-off-" + System.nanoTime();
        try (var call =
                new RawCall(demo, "POST /v2/images", "Content-Type", "application/json", "Content-Length", "1000")) {
            call.send(("{\"name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8))
                    .finish();
            assertThat(call.statusOfAnswer().orElse(400)).isEqualTo(400);
        }
        assertThat(demo.list("?name=" + name).expect(200).json().path("images")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1x", "99999999999999999999", "1, 2"})
    void aLengthThatIsNoneIsRefused(String length) throws Exception {
        String id = demo.createRaw("length");
        try (var call = new RawCall(
                demo,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "Content-Length",
                length)) {
            assertThat(call.answer().status()).isBetween(400, 499);
        }
        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1.5", "99999999999999999999", ""})
    void aDeclaredSizeThatIsNoneIsRefused(String size) throws Exception {
        String id = demo.createRaw("declared");
        try (var call = new RawCall(
                demo,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "x-openstack-image-size",
                size,
                "Content-Length",
                "3")) {
            Answer answer = call.send(new byte[3]).answer();
            answer.expectError(400, "");
        }
        assertThat(demo.status(id)).isEqualTo("queued");
        demo.delete(id).expect(204);
    }

    @Test
    void aBrokenChunkIsNotAnImage() throws Exception {
        String id = demo.createRaw("chunks");
        try (var call = new RawCall(
                demo,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "Transfer-Encoding",
                "chunked")) {
            call.send("5\r\nhello\r\nzz\r\n".getBytes(StandardCharsets.US_ASCII))
                    .finish();
            assertThat(call.statusOfAnswer().orElse(400)).isEqualTo(400);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> demo.status(id).equals("queued"));
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=x, limit",
        "?limit=-1, limit",
        "?marker=nothing, marker",
        "?marker=6cf3f2c2-5cf4-4a5c-a9c1-0d6cb1fd0af5, marker",
        "?sort_key=colour, sort",
        "?sort_dir=up, sort",
        "?sort=name:asc&sort_key=name, sort",
        "?visibility=secret, visibility",
        "?member_status=maybe, member_status",
        "?protected=True, protected",
        "?os_hidden=7, os_hidden",
        "?name=gt:a, ''",
        "'?name=in:\"a', ''",
        "?created_at=yesterday, created_at",
        "?size_min=x, size_min",
        "?size=x, size",
        "?changes-since=2026-01-01, changes-since",
        "?name=%00, ''"
    })
    void aBadFilterIsRefusedByName(String query, String named) {
        demo.list(query.replace("\"", "%22")).expectError(400, named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "%00", "..", "a%2fb", "6cf3f2c2-5cf4-4a5c-a9c1-0d6cb1fd0af5"})
    void anIdOfNobodyIsNotFound(String id) throws Exception {
        for (String line :
                List.of("GET /v2/images/" + id, "DELETE /v2/images/" + id, "GET /v2/images/" + id + "/file")) {
            try (var call = new RawCall(demo, line)) {
                assertThat(call.answer().status()).as(line).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c3", "%e2%28%a1"})
    void anAddressThatIsNoTextIsRefused(String id) throws Exception {
        for (String line : List.of("GET /v2/images/" + id, "DELETE /v2/images/" + id, "GET /v2/images?name=" + id)) {
            try (var call = new RawCall(demo, line)) {
                assertThat(call.answer().status()).as(line).isEqualTo(400);
            }
        }
    }

    @Test
    void aBodyWhereNoneBelongsIsRefused() {
        String id = demo.createRaw("bodies");
        demo.send("DELETE", "/v2/images/" + id, BodyPublishers.ofString("{}")).expectError(400, "");
        demo.send("GET", "/v2/images/" + id, BodyPublishers.ofString("{}")).expectError(400, "");
        demo.delete(id).expect(204);
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatExist() {
        String id = demo.createRaw("methods");
        Answer file = demo.send("POST", ImageClient.file(id), BodyPublishers.noBody());
        file.expectError(405, "");
        assertThat(file.header("Allow").orElse("")).contains("GET").contains("PUT");
        Answer images = demo.send("PUT", "/v2/images", BodyPublishers.ofString("{}"));
        images.expectError(405, "");
        assertThat(images.header("Allow").orElse("")).contains("GET").contains("POST");
        demo.delete(id).expect(204);
    }

    @Test
    void aRequestIdThatIsTooLongIsRefused() {
        demo.get("/v2/images", "X-Openstack-Request-ID", "r".repeat(65)).expectError(431, "");
        assertThat(demo.get("/v2/images", "X-Openstack-Request-ID", "req-mine")
                        .expect(200)
                        .header("x-openstack-request-id"))
                .contains("req-mine");
    }

    @Test
    void whoPrefersAPageGetsAPage() {
        Answer page = demo.get("/v2/images/nothing", "Accept", "text/html").expect(404);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.text()).contains("404");
    }

    private static Arguments bad(int status, String named, String body) {
        return Arguments.of(status, named, body, body.substring(0, Math.min(60, body.length())));
    }

    private static String many(int count, IntFunction<String> each, String around) {
        return around.formatted(IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(", ")));
    }
}
