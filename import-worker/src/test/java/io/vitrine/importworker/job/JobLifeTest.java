package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.stall;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the claim of a job to the report of its end. */
class JobLifeTest extends JobSurroundings {
    @Test
    void bytesGoFromTheSourceToTheStoreAndTheEndIsReported() throws Exception {
        byte[] image = bytes(3_000_000);
        source.at("/image", ok(image));
        UUID task = imageApi.offer(source.url("/image"), CAP);

        slots.poll();

        JsonObject report = report();
        assertThat(report.getString("path")).isEqualTo("/internal/v1/jobs/" + task + "/finish");
        assertThat(report.getString("holder")).isEqualTo("holder-1");
        assertThat(report.getLong("generation")).isEqualTo(7);
        assertThat(report.containsKey("failure")).isFalse();
        FakeGateway.Put put = put();
        assertThat(put.path).isEqualTo("/internal/v1/jobs/" + task + "/stores/local/data");
        assertThat(put.bytes).hasValue(image.length);
        assertThat(put.whole).isTrue();
        assertThat(put.headers)
                .containsEntry("X-Vitrine-Generation", "7")
                .containsEntry("Content-Length", "3000000")
                .containsEntry("Authorization", "Bearer token-1");
        assertThat(imageApi.tokens).containsOnly("Bearer token-1");
    }

    @Test
    void jobsAreClaimedOneAfterTheOtherWhileTheyCome() throws Exception {
        source.at("/a", ok(bytes(10)));
        for (int i = 0; i < 5; i++) {
            imageApi.offer(source.url("/a"), CAP);
        }

        slots.wake();

        await().until(() -> imageApi.reports.size() == 5);
    }

    @Test
    void neverMoreJobsThanSlots() throws Exception {
        source.at("/a", stall("HTTP/1.1 200 OK\r\nContent-Length: 100", bytes(10)));
        for (int i = 0; i < 4; i++) {
            imageApi.offer(source.url("/a"), CAP);
        }

        slots.poll();
        slots.poll();

        assertThat(imageApi.claims).hasSize(2);
    }

    @Test
    void theReportIsRepeatedUntilItIsKnown() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.reportStatuses.add(503);
        imageApi.reportStatuses.add(500);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> imageApi.reports.size() == 3);
        assertThat(gateway.puts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 404, 400})
    void aReportThatNobodyWantsIsForgotten(int status) throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.reportStatuses.add(status);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> imageApi.claims.size() == 3);
        assertThat(imageApi.reports).hasSize(1);
    }

    @Test
    void aRefusedTokenIsReplaced() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.claimStatuses.add(401);
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(imageApi.tokens).startsWith("Bearer token-1", "Bearer token-2");
    }

    @Test
    void anImageApiThatIsAwayFreesTheSlot() throws Exception {
        source.at("/a", ok(bytes(10)));
        imageApi.claimStatuses.add(503);
        imageApi.claimStatuses.add(500);
        imageApi.offer(source.url("/a"), CAP);

        slots.wake();
        slots.wake();
        slots.wake();

        assertThat(report().containsKey("failure")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"glance-direct", "copy-image"})
    void bytesThatAreThereAreCopiedByTheGateway(String method) throws Exception {
        imageApi.offer(method, null, CAP, "local", "bucket");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().path).endsWith("/stores/local,bucket/copy");
        assertThat(source.requests).isEmpty();
    }

    @Test
    void whatThisReleaseCannotDoFailsWithASentence() throws Exception {
        imageApi.offer("teleport", null, CAP, "local");
        slots.poll();
        failedWith("unknown_method", false);

        imageApi.reports.clear();
        imageApi.offer("web-download", null, CAP, "local");
        slots.poll();
        failedWith("fetch_denied", false);
        assertThat(source.requests).isEmpty();
    }

    @Test
    void aClosingWorkerClaimsNothingAndLetsItsJobsEnd() throws Exception {
        source.at("/slow", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                out.write(i);
                out.flush();
                Thread.sleep(100);
            }
        });
        imageApi.offer(source.url("/slow"), CAP);
        slots.wake();
        imageApi.offer(source.url("/slow"), CAP);

        boolean ended = slots.drain(Duration.ofSeconds(10));

        assertThat(ended).isTrue();
        assertThat(imageApi.reports).hasSize(1);
        assertThat(imageApi.claims).hasSize(1);
        slots.poll();
        assertThat(imageApi.claims).hasSize(1);
    }
}
