package io.vitrine.imageapi.patch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.gateway.StubGateway;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.gateway.StubGateway.Asked;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.TestStores;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PATCH of locations where an operator allows it, and what images then show. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(LocationPatchIT.Shown.class)
class LocationPatchIT {
    public static class Shown implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "images.locations.show-multiple", "true",
                    "images.locations.direct-url", "true",
                    "images.limits.locations", "3",
                    "images.limits.project-storage", "1000B");
        }
    }

    /** The digests of every image that tests upload, and of the bytes at every URL that does not end in {@code other}. */
    private static final String SHA512 = "a".repeat(128);

    private static final String MD5 = "c".repeat(32);
    private static final String PROMISE =
            "{\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"" + SHA512 + "\", \"checksum\": \"" + MD5 + "\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Sql sql;

    @Inject
    TestStores stores;

    private final String project = "loc-" + UUID.randomUUID();

    @TempDir
    Path home;

    private StubGateway gateway;
    private UUID image;

    @BeforeEach
    void start() throws Exception {
        stores.announceWeb();
        gateway = StubGateway.start(LocationPatchIT::look);
        gateway.alone(sql, "gateway-1");
        image = world.queuedImage(project);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Five bytes everywhere; {@code /lost} has none, {@code /long} more than anybody may have. */
    private static Answer look(Asked asked) {
        JsonNode body;
        try {
            body = JSON.readTree(asked.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String url = body.path("url").asText();
        if (!url.startsWith("http") || url.endsWith("/lost")) {
            return Answer.problem(400, "bad-request", "Invalid location: nothing there.");
        }
        String digests = body.has("hash_algorithm")
                ? ", \"checksum\": \"%s\", \"os_hash_algo\": \"sha512\", \"os_hash_value\": \"%s\", \"crc32c\": 7"
                        .formatted(MD5, url.endsWith("/other") ? "b".repeat(128) : SHA512)
                : "";
        return new Answer(
                200, "{\"store\": \"web\", \"size\": %d%s}".formatted(url.endsWith("/long") ? 2000 : 5, digests));
    }

    @Test
    void aQueuedImageBecomesActiveWithItsFirstLocation() {
        patch(add("-", location("http://w/a", "{\"k\": [\"v\"]}", PROMISE)), 200)
                .body("status", is("active"))
                .body("size", is(5))
                .body("os_hash_value", is(SHA512))
                .body("checksum", is(MD5))
                .body("stores", is("web"))
                .body("direct_url", is("http://w/a"))
                .body("locations", hasSize(1))
                .body("locations[0].metadata.k", contains("v"))
                .body("locations[0].metadata.store", is("web"));
        assertThat(gateway.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/internal/v1/locations/look");
            assertThat(asked.body()).doesNotContain("hash_algorithm");
        });
    }

    @Test
    void withoutValidationDataThereAreNoDigests() {
        patch(add("0", location("http://w/a", "{}", null)), 200)
                .body("status", is("active"))
                .body("os_hash_value", nullValue())
                .body("os_hash_algo", nullValue());
        // Nothing to compare with: nothing more can join it.
        patch(add("-", location("http://w/b", "{}", PROMISE)), 409);
    }

    @Test
    void severalLocationsAtOnceAreReadAndMustAgree() {
        String both = "[" + location("http://w/a", "{}", PROMISE) + "," + location("http://w/b", "{}", PROMISE) + "]";
        patch(replace(both), 200).body("locations", hasSize(2)).body("os_hash_value", is(SHA512));
        assertThat(gateway.asked()).hasSize(2).allMatch(asked -> asked.body().contains("sha512"));

        image = world.queuedImage(project);
        String different =
                "[" + location("http://w/c", "{}", null) + "," + location("http://w/other", "{}", null) + "]";
        patch(replace(different), 409);
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.locations(image)).isEmpty();
    }

    @Test
    void anActiveImageTakesOnlyWhatWasReadAndAgrees() {
        active();
        patch(add("-", location("http://w/b", "{}", null)), 409);
        patch(add("-", location("http://w/other", "{}", PROMISE)), 409);
        patch(add("-", location("http://w/long", "{}", PROMISE)), 409);
        patch(
                add(
                        "-",
                        location(
                                "http://w/b",
                                "{}",
                                "{\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"" + "b".repeat(128) + "\"}")),
                409);
        assertThat(world.locations(image)).hasSize(1);

        patch(add("-", location("http://w/b", "{}", PROMISE)), 200)
                .body("locations.url", contains("file:///images/x." + generation(), "http://w/b"))
                .body("stores", is("fast,web"))
                .body("direct_url", is("file:///images/x." + generation()));
        assertThat(gateway.asked().getLast().body()).contains("\"hash_algorithm\":\"sha512\"");
    }

    @Test
    void theLastLocationStaysAndOnlyAdministratorsRemoveOthers() {
        active();
        patch(TestTokens.admin(), remove("0"), 403);
        patch(add("-", location("http://w/b", "{}", PROMISE)), 200);
        patch(remove("1"), 403);
        patch(TestTokens.admin(), remove("2"), 400);

        patch(TestTokens.admin(), remove("0"), 200)
                .body("locations.url", contains("http://w/b"))
                .body("status", is("active"));

        assertThat(world.locations(image)).containsExactly("pending_delete", "active");
        patch(TestTokens.admin(), remove("0"), 403);
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 7))
                    .endsWith(
                            MessageType.IMAGE_UPDATE,
                            MessageType.IMAGE_LOCATION_ADD,
                            MessageType.IMAGE_UPDATE,
                            MessageType.IMAGE_LOCATION_REMOVE);
        }
    }

    @Test
    void bytesAreNotRemovedForAPatchThatFailsLater() {
        active();
        patch(add("-", location("http://w/b", "{}", PROMISE)), 200);

        patch(TestTokens.admin(), remove("0") + ", {\"op\": \"remove\", \"path\": \"/absent\"}", 409);

        assertThat(world.locations(image)).containsExactly("active", "active");
    }

    @Test
    void replacingChangesMetadataAndNothingElse() {
        active();
        patch(add("-", location("http://w/b", "{}", PROMISE)), 200);
        String first = "file:///images/x." + generation();
        String swapped = "[" + location("http://w/b", "{\"n\": {\"m\": \"1\"}}", null) + ","
                + location(first, "{\"a\": \"b\", \"store\": \"cheap\"}", null) + "]";
        int asked = gateway.asked().size();

        patch(replace(swapped), 200)
                .body("locations[0].metadata.a", is("b"))
                .body("locations[0].metadata.store", is("fast"))
                .body("locations[1].metadata.n.m", is("1"));

        patch(replace("[]"), 403);
        patch(replace("[" + location(first, "{}", null) + "]"), 400);
        patch(replace("[" + location(first, "{}", null) + "," + location("http://w/c", "{}", null) + "]"), 400);
        patch(replace("[" + location(first, "{}", null) + "," + location(first, "{}", null) + "]"), 400);
        assertThat(gateway.asked()).hasSize(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "add | /locations | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "add | /locations/x | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "add | /locations/-1 | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "add | /locations/1 | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "add | /locations/0/url | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "add | /locations/- | {\"metadata\": {}}",
                "add | /locations/- | {\"url\": \"http://w/a\"}",
                "add | /locations/- | {\"url\": 1, \"metadata\": {}}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": []}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": {\"a\": 1}}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": {\"a\": [{\"b\": null}]}}",
                "add | /locations/- | {\"url\": \"http://w/😀\", \"metadata\": {}}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": {}, \"status\": \"active\"}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": {}, \"validation_data\": {\"checksum\": \"00\"}}",
                "add | /locations/- | {\"url\": \"http://w/a\", \"metadata\": {}, \"validation_data\": {\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"00\", \"x\": \"y\"}}",
                "add | /locations/- | {\"url\": \"http://w/lost\", \"metadata\": {}}",
                "add | /locations/- | {\"url\": \"file:///etc/passwd\", \"metadata\": {}}",
                "add | /locations/- | {\"url\": \"filesystem:///etc/passwd\", \"metadata\": {}}",
                "add | /locations/- | {\"url\": \"swift+config://x/y\", \"metadata\": {}}",
                "replace | /locations/0 | {\"url\": \"http://w/a\", \"metadata\": {}}",
                "replace | /locations | {}"
            })
    void whatMakesNoSenseIsA400(String verb, String path, String value) {
        patch("{\"op\": \"%s\", \"path\": \"%s\", \"value\": %s}".formatted(verb, path, value), 400);
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"0000000000000000000000000000000000000000000000000000000000000000\"}",
                "{\"os_hash_algo\": \"sha512\", \"os_hash_value\": \"00\"}",
                "{\"os_hash_algo\": \"nothing\", \"os_hash_value\": \"00\"}"
            })
    void validationDataThatCannotBeIsA409(String data) {
        patch(add("-", location("http://w/a", "{}", data)), 409);
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void otherStatesAreA409() {
        for (String status : new String[] {"saving", "uploading", "importing", "deactivated"}) {
            world.change("update images set status = ? where id = ?", status, image);
            patch(TestTokens.admin(), add("-", location("http://w/a", "{}", null)), 409);
            patch(TestTokens.admin(), replace("[" + location("http://w/a", "{}", null) + "]"), 409);
            patch(TestTokens.admin(), remove("0"), 409);
        }
        world.change("update images set status = 'queued' where id = ?", image);
        patch(TestTokens.admin(), remove("0"), 409);
    }

    @Test
    void whoMayNotHasNobodyLook() {
        String one = add("-", location("http://w/a", "{}", null));
        patch(TestTokens.reader(project), one, 403);
        patch(TestTokens.member("stranger"), one, 404);
        assertThat(gateway.asked()).isEmpty();
    }

    @Test
    void limitsAreA413() {
        active();
        patch(add("-", location("http://w/1", "{}", PROMISE)), 200);
        patch(add("-", location("http://w/2", "{}", PROMISE)), 200);
        patch(add("-", location("http://w/3", "{}", PROMISE)), 413)
                .body("error.message", containsString("images.limits.locations"));
        UUID full = world.queuedImage(project);
        image = full;
        patch(add("-", location("http://w/long", "{}", null)), 413)
                .body("error.message", containsString("project-storage"));
        assertThat(world.status(full)).isEqualTo("queued");
    }

    @Test
    void theSameLocationTwiceIsA400() {
        patch(add("-", location("http://w/a", "{\"x\": \"y\"}", PROMISE)), 200);
        patch(add("-", location("http://w/a", "{\"x\": \"y\"}", PROMISE)), 400);
        patch(add("-", location("http://w/a", "{\"x\": \"z\"}", PROMISE)), 200).body("locations", hasSize(2));
    }

    @Test
    void withoutFormatsThereIsNoActivation() {
        world.change("update images set disk_format = null where id = ?", image);
        patch(add("-", location("http://w/a", "{}", null)), 400);
    }

    @Test
    void theOlderMediaTypeKnowsLocationsToo() {
        String body = "[" + Patches.older("add", "/locations/-", location("http://w/a", "{}", null)) + "]";
        Patches.patch(TestTokens.member(project), image, Patches.V2_0, body, 200)
                .body("locations", hasSize(1));
    }

    @Test
    void imagesShowLocationsToThoseWhoMayKnow() {
        show(TestTokens.member(project)).body("locations", hasSize(0)).body("", not(hasKey("direct_url")));
        active();
        show(TestTokens.reader(project)).body("locations", hasSize(1)).body("direct_url", containsString("file://"));
        given().header("X-Auth-Token", TestTokens.reader(project))
                .get("/v2/images")
                .then()
                .statusCode(200)
                .body("images[0].locations[0].metadata.store", is("fast"))
                .body("images[0].direct_url", containsString("file://"));
        world.change("update images set status = 'deactivated' where id = ?", image);
        show(TestTokens.member(project)).body("", not(hasKey("locations"))).body("", not(hasKey("direct_url")));
        show(TestTokens.admin()).body("locations", hasSize(1));
    }

    @Test
    void theStockCommandsWork() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "glance"))),
                "the command glance is not installed: apt-get install python3-glanceclient");
        String first = "http://w/a";
        String second = "http://w/b";

        glance(
                "location-add",
                "--url",
                first,
                "--checksum",
                MD5,
                "--hash-algo",
                "sha512",
                "--hash-value",
                SHA512,
                image.toString());
        glance("location-update", "--url", first, "--metadata", "{\"rack\": \"7\"}", image.toString());
        show(TestTokens.admin()).body("status", is("active")).body("locations[0].metadata.rack", is("7"));
        patch(add("-", location(second, "{}", PROMISE)), 200);
        glance("location-delete", "--url", first, image.toString());

        show(TestTokens.admin()).body("locations.url", contains(second));
    }

    private void glance(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("glance"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("OS_IMAGE_URL", "http://127.0.0.1:" + RestAssured.port);
        builder.environment().put("OS_AUTH_TOKEN", TestTokens.admin());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void active() {
        if (!writes.commit(world.open(image, project))) {
            throw new AssertionError("the upload was not committed");
        }
    }

    private long generation() {
        return world.number("select generation from image_locations where image_id = ? and store = 'fast'", image);
    }

    private static String location(String url, String metadata, String promise) {
        return "{\"url\": \"%s\", \"metadata\": %s%s}"
                .formatted(url, metadata, promise == null ? "" : ", \"validation_data\": " + promise);
    }

    private static String add(String place, String location) {
        return "{\"op\": \"add\", \"path\": \"/locations/%s\", \"value\": %s}".formatted(place, location);
    }

    private static String replace(String locations) {
        return "{\"op\": \"replace\", \"path\": \"/locations\", \"value\": %s}".formatted(locations);
    }

    private static String remove(String place) {
        return "{\"op\": \"remove\", \"path\": \"/locations/%s\"}".formatted(place);
    }

    private ValidatableResponse show(String token) {
        return given().header("X-Auth-Token", token)
                .get("/v2/images/" + image)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse patch(String operations, int code) {
        return patch(TestTokens.member(project), operations, code);
    }

    private ValidatableResponse patch(String token, String operations, int code) {
        return Patches.patch(token, image, Patches.V2_1, "[" + operations + "]", code);
    }
}
