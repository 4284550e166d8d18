package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vitrine.importworker.fetch.ScriptedSource.Reaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of another image service. */
class JobRemoteTest extends JobSurroundings {
    private static final String ID = "5f0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e";
    private static final String IMAGE = "/v2/images/" + ID;
    private static final byte[] BYTES = bytes(700_000);

    @Test
    void descriptionAndBytesAreTakenWithTheTokenOfTheUser() throws Exception {
        source.at(IMAGE, document(active())).at(IMAGE + "/file", ok(BYTES));
        offer("east", "users-token");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().bytes).hasValue(BYTES.length);
        assertThat(put().headers).containsEntry("Content-Length", "" + BYTES.length);
        JsonObject described = imageApi.descriptions.getFirst();
        assertThat(described.getString("disk_format")).isEqualTo("raw");
        assertThat(described.getString("container_format")).isEqualTo("bare");
        assertThat(described.getLong("generation")).isEqualTo(7);
        assertThat(described.getJsonObject("properties").getString("hw_disk_bus"))
                .isEqualTo("scsi");
        assertThat(source.requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).contains("X-Auth-Token: users-token"));
        assertThat(imageApi.tokens).noneMatch(token -> token.contains("users-token"));
        assertThat(put().headers.toString()).doesNotContain("users-token");
    }

    @Test
    void anImageApiThatIsAwayForAMomentIsToldAgain() throws Exception {
        source.at(IMAGE, document(active())).at(IMAGE + "/file", ok(BYTES));
        imageApi.descriptionStatuses.add(503);
        offer("east", "users-token");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(imageApi.descriptions).hasSize(2);
    }

    @Test
    void aDescriptionThatIsRefusedIsToldToTheUser() throws Exception {
        source.at(IMAGE, document(active())).at(IMAGE + "/file", ok(BYTES));
        imageApi.descriptionStatuses.add(400);
        offer("east", "users-token");

        slots.poll();

        failedWith("description_refused", false);
        assertThat(report().getJsonObject("failure").getString("message")).isEqualTo("Not such an image.");
        assertThat(gateway.puts).isEmpty();
    }

    @Test
    void aJobThatIsSomebodyElsesStopsWithoutAWord() throws Exception {
        source.at(IMAGE, document(active())).at(IMAGE + "/file", ok(BYTES));
        imageApi.descriptionStatuses.add(409);
        offer("east", "users-token");

        slots.poll();

        await().until(() ->
                imageApi.descriptions.size() == 1 && running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
        assertThat(gateway.puts).isEmpty();
    }

    record Row(String name, String region, String token, Reaction image, Reaction file, String code, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        Reaction good = document(active());
        byte[] other = BYTES.clone();
        other[699_999] ^= 1;
        return Stream.of(
                new Row("unknown region", "west", "t", good, ok(BYTES), "fetch_denied", "region west"),
                new Row("no token any more", "east", null, good, ok(BYTES), "token_expired", "import again"),
                new Row("token not accepted", "east", "t", status(401), ok(BYTES), "fetch_failed", "import again"),
                new Row("not there", "east", "t", status(404), ok(BYTES), "fetch_failed", "no such image"),
                new Row("forbidden", "east", "t", status(403), ok(BYTES), "fetch_failed", "no such image"),
                new Row(
                        "not active",
                        "east",
                        "t",
                        document(active().put("status", "queued")),
                        ok(BYTES),
                        "fetch_failed",
                        "not active"),
                new Row(
                        "no size",
                        "east",
                        "t",
                        document(active().putNull("size")),
                        ok(BYTES),
                        "fetch_failed",
                        "no size"),
                new Row(
                        "no image",
                        "east",
                        "t",
                        ok("<html>".getBytes(StandardCharsets.US_ASCII)),
                        ok(BYTES),
                        "fetch_failed",
                        "answers no image"),
                new Row("no data", "east", "t", good, status(204), "fetch_failed", "status 204"),
                new Row("fewer bytes", "east", "t", good, ok(bytes(699_999)), "fetch_failed", "should have 700000"),
                new Row(
                        "fewer bytes, not announced",
                        "east",
                        "t",
                        good,
                        raw("HTTP/1.1 200 OK", bytes(699_999)),
                        "fetch_failed",
                        "announced 700000 bytes and sent 699999"),
                new Row("other bytes", "east", "t", good, ok(other), "checksum_mismatch", "not what was expected"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsNotAsPromisedFails(Row row) throws Exception {
        source.at(IMAGE, row.image()).at(IMAGE + "/file", row.file());
        offer(row.region(), row.token());

        slots.poll();

        failedWith(row.code(), false);
        assertThat(report().getJsonObject("failure").getString("message")).contains(row.sentence());
        assertThat(gateway.puts).noneMatch(put -> put.whole);
    }

    private void offer(String region, String token) {
        var remote = new JsonObject().put("region", region).put("image_id", ID).put("token", token);
        var fetch = new JsonObject().put("plugins", new JsonArray()).put("remote", remote);
        imageApi.offer("glance-download", null, CAP, fetch, "local");
    }

    private static JsonObject active() {
        try {
            return new JsonObject()
                    .put("id", ID)
                    .put("status", "active")
                    .put("size", BYTES.length)
                    .put("disk_format", "raw")
                    .put("container_format", "bare")
                    .put("hw_disk_bus", "scsi")
                    .put("os_hash_algo", "sha512")
                    .put(
                            "os_hash_value",
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-512").digest(BYTES)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Reaction document(JsonObject image) {
        return ok(image.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static Reaction status(int status) {
        return raw("HTTP/1.1 " + status + " Something\r\nContent-Length: 0", new byte[0]);
    }
}
