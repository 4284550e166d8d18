package io.vitrine.importworker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.Placement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose image is given a location: one call to the gateway, and a report. */
class JobLocationTest extends JobSurroundings {
    @Test
    void theGatewayIsAskedOnceAndTheJobReported() throws Exception {
        UUID task = imageApi.offer(ImportJob.LOCATION, null, CAP);

        slots.poll();

        assertThat(report().getJsonObject("failure")).isNull();
        assertThat(gateway.puts).singleElement().satisfies(call -> {
            assertThat(call.path).isEqualTo("/internal/v1/jobs/" + task + "/location");
            assertThat(call.headers).containsEntry(Placement.GENERATION_HEADER, "7");
        });
    }

    @ParameterizedTest
    @CsvSource({"400, location_refused, false", "413, location_refused, false", "503, location_unread, true"})
    void aRefusalIsToldAndTroubleIsTriedAgain(int status, String code, boolean retriable) throws Exception {
        gateway.refusal = FakeGateway.problem(status, "No bytes there.");
        imageApi.offer(ImportJob.LOCATION, null, CAP);

        slots.poll();

        failedWith(code, retriable);
        assertThat(report().getJsonObject("failure").getString("store")).isNull();
        assertThat(report().getJsonObject("failure").getString("message"))
                .isEqualTo(retriable ? "The location cannot be looked at just now." : "No bytes there.");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 410})
    void aStaleJobEndsWithoutAReport(int status) throws Exception {
        gateway.refusal = FakeGateway.problem(status, "stale");
        imageApi.offer(ImportJob.LOCATION, null, CAP);

        slots.poll();

        await().until(() -> gateway.puts.size() == 1);
        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
    }

    @Test
    void aLostLeaseHangsUp() throws Exception {
        gateway.deaf = true;
        UUID task = imageApi.offer(ImportJob.LOCATION, null, CAP);
        slots.poll();
        FakeGateway.Put call = put();

        imageApi.lost.add(task.toString());

        new LeaseKeeper(running, client, System::nanoTime).renew();

        await().until(() -> call.broken);
        await().until(() -> running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
    }
}
