package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static io.vitrine.importworker.fetch.ScriptedSource.redirect;
import static io.vitrine.importworker.fetch.ScriptedSource.stall;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source does to the job that reads it. */
class JobSourceTest extends JobSurroundings {
    @Test
    void aSourceThatDoesNotSayItsLengthIsSentInChunks() throws Exception {
        source.at(
                "/chunked",
                raw(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                        "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        imageApi.offer(source.url("/chunked"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().bytes).hasValue(7);
        assertThat(put().headers).doesNotContainKey("Content-Length");
    }

    @Test
    void anEmptySourceIsAnEmptyImage() throws Exception {
        source.at("/empty", ok(new byte[0]));
        imageApi.offer(source.url("/empty"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().whole).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff"
            })
    void aSourceThatBreaksOffBreaksThePutOff(String head) throws Exception {
        source.at("/cut", raw(head, bytes(500_000)));
        imageApi.offer(source.url("/cut"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
        assertThat(put().whole).isFalse();
    }

    @Test
    void aSourceThatBreaksOffIsGoneOnWithInTheSamePut() throws Exception {
        byte[] bytes = bytes(3_000_000);
        source.at("/cut", (client, out) -> {
            String range = source.requests.getLast().stream()
                    .filter(line -> line.startsWith("Range: bytes="))
                    .findFirst()
                    .orElse("Range: bytes=0-");
            int from = Integer.parseInt(range.substring("Range: bytes=".length(), range.length() - 1));
            String head = from == 0
                    ? "HTTP/1.1 200 OK"
                    : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-2999999/3000000".formatted(from);
            out.write("%s\r\nETag: \"x\"\r\nContent-Length: %d\r\n\r\n"
                    .formatted(head, bytes.length - from)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, from, Math.min(bytes.length - from, 900_000));
            out.flush();
            client.close();
        });
        imageApi.offer("web-download", source.url("/cut"), CAP, fetch(sha256(bytes)), "local");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().bytes).hasValue(3_000_000);
        assertThat(gateway.puts).hasSize(1);
        assertThat(source.requests.size()).isGreaterThan(3);
    }

    /** The gateway knows the length and would commit with the last byte. */
    @Test
    void bytesThatAreNotTheExpectedOnesAreNeverSentToTheEnd() throws Exception {
        source.at("/a", ok(bytes(1_000_000)));
        imageApi.offer("web-download", source.url("/a"), CAP, fetch(sha256(bytes(999_999))), "local");

        slots.poll();

        failedWith("checksum_mismatch", false);
        await().until(() -> put().broken);
        assertThat(put().bytes.get()).isLessThan(1_000_000);
        assertThat(put().whole).isFalse();
    }

    @Test
    void aCompressedSourceIsUnpackedWhenThePluginIsOnAndTheImageIsNotMeantToStayCompressed() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(1_000_000));
        }
        source.at("/a.gz", ok(packed.toByteArray()));
        JsonObject on = fetch(sha256(packed.toByteArray())).put("plugins", new JsonArray().add("image_decompression"));
        imageApi.offer("web-download", source.url("/a.gz"), CAP, on.copy().put("container_format", "bare"), "local");
        imageApi.offer(
                "web-download", source.url("/a.gz"), CAP, on.copy().put("container_format", "compressed"), "local");
        imageApi.offer("web-download", source.url("/a.gz"), CAP, fetch(null), "local");

        slots.poll();

        await().until(() -> imageApi.reports.size() == 3);
        assertThat(imageApi.reports).noneMatch(report -> report.containsKey("failure"));
        assertThat(gateway.puts)
                .extracting(put -> put.bytes.get())
                .containsExactlyInAnyOrder(1_000_000L, (long) packed.size(), (long) packed.size());
    }

    @Test
    void stagedBytesThatArePackedAreUnpackedOnTheirWayIntoTheStores() throws Exception {
        JsonObject on = fetch(null)
                .put("plugins", new JsonArray().add("image_decompression"))
                .put("container_format", "bare");
        UUID task = imageApi.offer("glance-direct", null, CAP, on, "local", "bucket");
        gateway.staged.put(task.toString(), gzip(bytes(1_000_000)));

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(gateway.placed).isEqualTo(bytes(1_000_000));
        assertThat(gateway.puts.getLast().path).endsWith("/stores/local,bucket/data");
        assertThat(gateway.puts.getLast().headers).containsEntry("X-Vitrine-Phase", "copying");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "compressed"})
    void stagedBytesThatAreNotPackedOrMeantToBeAreCopiedByTheGateway(String containerFormat) throws Exception {
        JsonObject on = fetch(null)
                .put("plugins", new JsonArray().add("image_decompression"))
                .put("container_format", containerFormat);
        UUID task = imageApi.offer("glance-direct", null, CAP, on, "local");
        byte[] bytes = bytes(3_000_000);
        gateway.staged.put(task.toString(), containerFormat.equals("bare") ? bytes : gzip(bytes));

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(gateway.puts.getLast().path).endsWith("/stores/local/copy");
        assertThat(gateway.puts).noneMatch(put -> put.path.endsWith("/data"));
    }

    @Test
    void aStagedBombIsCutOff() throws Exception {
        JsonObject on = fetch(null).put("plugins", new JsonArray().add("image_decompression"));
        UUID task = imageApi.offer("glance-direct", null, 1_000_000, on, "local");
        gateway.staged.put(task.toString(), gzip(new byte[1_000_001]));

        slots.poll();

        failedWith("too_large", false);
        await().until(() -> gateway.puts.getLast().broken);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void whatUnpacksToMoreThanAnImageMayHaveIsCutOff() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1_000_001]);
        }
        source.at("/a.gz", ok(packed.toByteArray()));
        JsonObject on = fetch(null).put("plugins", new JsonArray().add("image_decompression"));
        imageApi.offer("web-download", source.url("/a.gz"), 1_000_000, on, "local");

        slots.poll();

        failedWith("too_large", false);
        await().until(() -> put().broken);
    }

    private static JsonObject fetch(String checksum) {
        return new JsonObject().put("checksum", checksum).put("plugins", new JsonArray());
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aSourceThatHangsBreaksThePutOff() throws Exception {
        source.at("/hang", stall("HTTP/1.1 200 OK\r\nContent-Length: 1000", bytes(500)));
        imageApi.offer(source.url("/hang"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
    }

    @Test
    void aSourceThatDripsIsTooSlow() throws Exception {
        source.at("/drip", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.interrupted()) {
                out.write(1);
                out.flush();
                Thread.sleep(100);
            }
        });
        imageApi.offer(source.url("/drip"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        assertThat(report().getJsonObject("failure").getString("message")).contains("slowly");
    }

    @Test
    void moreBytesThanTheCapAreRefusedAtOnceOrWhileTheyCome() throws Exception {
        source.at("/told", ok(bytes(1001)));
        imageApi.offer(source.url("/told"), 1000);
        slots.poll();
        failedWith("too_large", false);
        assertThat(gateway.puts).isEmpty();

        imageApi.reports.clear();
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1001)));
        imageApi.offer(source.url("/untold"), 1000);
        slots.poll();
        failedWith("too_large", false);
        await().until(() -> put().broken);
    }

    @Test
    void theCapItselfIsAllowed() throws Exception {
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1000)));
        imageApi.offer(source.url("/untold"), 1000);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
    }

    @Test
    void aForbiddenUriAndAForbiddenRedirectAreDenied() throws Exception {
        imageApi.offer("http://169.254.169.254/latest", CAP);
        slots.poll();
        failedWith("fetch_denied", false);

        imageApi.reports.clear();
        source.at("/away", redirect(302, "http://10.0.0.1/"));
        imageApi.offer(source.url("/away"), CAP);
        slots.poll();
        failedWith("fetch_denied", false);
    }
}
