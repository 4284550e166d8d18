package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.stub.WebServer;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports from addresses that send the worker on to another. The servers that must not be asked are there, and would answer. */
@OnVitrine
class RedirectIT {
    private static final byte[] BYTES = RandomBytes.of(300_000, 18);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;

    RedirectIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void anAllowedAddressIsFollowed() {
        String url = vitrine.web().redirect("/moved", vitrine.web().serve("/target.raw", BYTES));

        assertThat(imported(url).path("status").asText()).isEqualTo("success");
    }

    @Test
    void aRefusedPortIsNotAsked() {
        try (WebServer refused = WebServer.start()) {
            assertIsNotAsked(refused);
        }
    }

    @Test
    void aRefusedAddressIsNotAsked() {
        // The system under test lifts 127.0.0.0/8 alone.
        try (WebServer refused = WebServer.start("::1", vitrine.web().port())) {
            assertIsNotAsked(refused);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "file:///etc/passwd"})
    void whatNoServerOfOursCanStandForIsRefusedAtOnce(String target) {
        assertIsRefused(target);
    }

    private void assertIsNotAsked(WebServer refused) {
        assertIsRefused(refused.serve("/secret.raw", BYTES));
        assertThat(refused.asked("/secret.raw")).isZero();
    }

    private void assertIsRefused(String target) {
        JsonNode task = imported(vitrine.web().redirect("/to/" + Integer.toHexString(target.hashCode()), target));
        assertThat(task.path("status").asText()).isEqualTo("failure");
        assertThat(task.path("message").asText()).contains("Redirect to disallowed URL");
    }

    /** Imports from there; gives the task once it is over. */
    private JsonNode imported(String url) {
        String id = demo.createRaw("redirected");
        demo.webDownload(id, url).expect(202);
        await("import of " + id).atMost(SOON).until(() -> !demo.image(id).has("os_glance_import_task"));
        JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
        demo.delete(id).expect(204);
        return tasks.path(tasks.size() - 1);
    }
}
