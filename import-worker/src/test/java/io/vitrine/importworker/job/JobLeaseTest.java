package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job ends with its right to work. */
class JobLeaseTest extends JobSurroundings {
    @Test
    void aStaleJobStopsWithoutAWord() throws Exception {
        gateway.refusal = FakeGateway.problem(409, "stale");
        source.at("/a", ok(bytes(5_000_000)));
        imageApi.offer(source.url("/a"), CAP);

        slots.poll();

        await().until(() -> running.leases().isEmpty() && imageApi.claims.size() == 3);
        assertThat(imageApi.reports).isEmpty();
        assertThat(put().bytes).hasValue(0);
    }

    @Test
    void aLostLeaseStopsTheJobAtOnceAndNothingIsReported() throws Exception {
        source.at("/endless", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.interrupted()) {
                out.write(bytes(1000));
                out.flush();
                Thread.sleep(20);
            }
        });
        UUID task = imageApi.offer(source.url("/endless"), CAP);
        slots.poll();
        await().until(() -> put().bytes.get() > 10_000);
        imageApi.lost.add(task.toString());

        new LeaseKeeper(running, client, System::nanoTime).renew();

        await().until(() -> put().broken);
        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
        JsonObject renewal = imageApi.renewals.getFirst();
        assertThat(renewal.getString("holder")).isEqualTo("holder-1");
        assertThat(renewal.getJsonArray("jobs").getJsonObject(0).getString("id"))
                .isEqualTo(task.toString());
        assertThat(renewal.getJsonArray("jobs").getJsonObject(0).getLong("generation"))
                .isEqualTo(7);
    }

    @Test
    void aLostLeaseStopsAJobThatWaitsForItsSourceOrItsGateway() throws Exception {
        source.at("/silent", (socket, out) -> Thread.currentThread().join());
        source.at("/a", ok(bytes(9_000_000)));
        UUID first = imageApi.offer(source.url("/silent"), CAP);
        gateway.deaf = true;
        UUID second = imageApi.offer(source.url("/a"), CAP);
        slots.poll();
        await().until(() -> source.requests.size() == 2 && !gateway.puts.isEmpty());
        imageApi.lost.add(first.toString());
        imageApi.lost.add(second.toString());

        new LeaseKeeper(running, client, System::nanoTime).renew();

        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
    }

    /** By default ten of thirty seconds; a lease that was made shorter is renewed sooner. */
    @ParameterizedTest
    @CsvSource({"30, 9999, 10000", "120, 9999, 10000", "6, 1999, 2000"})
    void aThirdOfTheLeaseIsNeverMissed(int lease, long early, long due) throws Exception {
        source.at("/silent", (socket, out) -> Thread.currentThread().join());
        imageApi.leaseSeconds = lease;
        imageApi.offer(source.url("/silent"), CAP);
        var now = new AtomicLong();
        var keeper = new LeaseKeeper(running, client, now::get);
        slots.poll();
        await().until(() -> !running.leases().isEmpty());

        now.set(Duration.ofMillis(early).toNanos());
        keeper.tick();
        assertThat(imageApi.renewals).isEmpty();
        now.set(Duration.ofMillis(due).toNanos());
        keeper.tick();
        keeper.tick();
        assertThat(imageApi.renewals).hasSize(1);
    }
}
