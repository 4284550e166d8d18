package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does to the job that sends to it. */
class JobGatewayTest extends JobSurroundings {
    @Test
    void whatTheGatewaySaysReachesTheUser() throws Exception {
        source.at("/a", ok(bytes(5_000_000)));
        gateway.refusal = FakeGateway.problem(413, "Quota is used up.");
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        failedWith("too_large", false);
        assertThat(report().getJsonObject("failure").getString("message"))
                .isEqualTo("Placing the bytes into store local failed: Quota is used up.");
        assertThat(report().getJsonObject("failure").getString("store")).isEqualTo("local");
    }

    @Test
    void bytesThatAreRefusedForWhatTheyAreAreNotSentAgain() throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.refusal = FakeGateway.problem(415, "Image failed safety checks: as qcow2, it has a backing file.");
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        failedWith("format_refused", false);
        assertThat(report().getJsonObject("failure").getString("message")).contains("backing file");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 401, 403})
    void aGatewayThatCannotIsTriedAgain(int status) throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.refusal = FakeGateway.problem(status, "not now at 127.0.0.1");
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        failedWith("store_failed", true);
    }

    @Test
    void aGatewayThatIsAwayOrBreaksOffIsTriedAgain() throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.refusal = request -> request.connection().close();
        imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        failedWith("store_failed", true);

        imageApi.reports.clear();
        gateway.close();
        imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        failedWith("store_failed", true);
    }
}
