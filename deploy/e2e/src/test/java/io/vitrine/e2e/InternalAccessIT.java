package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services say to each other is open to them alone. */
@OnVitrine
class InternalAccessIT {
    private final Vitrine vitrine;

    InternalAccessIT(Vitrine vitrine) {
        this.vitrine = vitrine;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/leases/renew",
                "/q/health",
                "//internal/v1/leases/renew",
                "/./internal/v1/leases/renew",
                "/v2/../internal/v1/leases/renew",
                "/%69nternal/v1/leases/renew",
                "/%2569nternal/v1/leases/renew",
                "/v2/%2e%2e/internal/v1/leases/renew",
                "/v2/..%2finternal/v1/leases/renew",
                "/Internal/v1/leases/renew",
                "/internal;a=b/v1/leases/renew",
                "/%71/metrics",
                "/v2/..%5cq/metrics",
                "/q/./health/ready"
            })
    void whatIsInternalIsNotFoundAtTheFrontDoor(String path) throws Exception {
        ImageClient worker = vitrine.withToken(vitrine.system().serviceToken(Service.IMPORT_WORKER));
        for (String method : List.of("GET ", "POST ")) {
            try (var call = new RawCall(worker, method + path, "Content-Length", "0")) {
                assertThat(call.answer().status()).as(method + path).isEqualTo(404);
            }
        }
    }

    @Test
    void eachInternalCallNamesItsCallers() {
        // Given
        String id = vitrine.as("demo").createRaw("for callers");
        String path = "/internal/v1/images/" + id + "/uploads";
        String body = "{\"holder\": \"nobody\", \"contentType\": \"application/octet-stream\"}";
        String user = vitrine.as("demo").token();

        // When
        Answer worker = internally(path, body, vitrine.system().serviceToken(Service.IMPORT_WORKER), user);
        Answer keys = internally(path, body, vitrine.system().serviceToken(Service.KEY_CLEANUP), user);
        Answer userAlone = internally(path, body, user, user);
        Answer nobody = internally(path, body, "", user);
        Answer gateway = internally(
                "/internal/v1/jobs/claim",
                "{\"holder\": \"nobody\"}",
                vitrine.system().serviceToken(Service.STORE_GATEWAY),
                user);
        String job = "/internal/v1/jobs/" + id;
        Answer converting =
                internally(job + "/converted", "{}", vitrine.system().serviceToken(Service.STORE_GATEWAY), user);
        Answer whereabouts =
                internally(job + "/staged", "{}", vitrine.system().serviceToken(Service.IMPORT_WORKER), user);

        // Then
        worker.expect(403);
        keys.expect(403);
        userAlone.expect(403);
        nobody.expect(401);
        gateway.expect(403);
        converting.expect(403);
        whereabouts.expect(403);
        assertThat(vitrine.as("demo").status(id)).isEqualTo("queued");
        vitrine.as("demo").delete(id).expect(204);
    }

    @Test
    void aServiceAccountIsNobodyOnThePublicApi() {
        ImageClient gateway = vitrine.withToken(vitrine.system().serviceToken(Service.STORE_GATEWAY));
        assertThat(gateway.create("{}").status()).isIn(401, 403);
        assertThat(gateway.list("").status()).isIn(401, 403);
    }

    private Answer internally(String path, String body, String bearer, String user) {
        var straight = new ImageClient(vitrine.system().url(Port.IMAGE_API), () -> user);
        return bearer.isEmpty()
                ? straight.send("POST", path, BodyPublishers.ofString(body), "Content-Type", "application/json")
                : straight.send(
                        "POST",
                        path,
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + bearer);
    }
}
