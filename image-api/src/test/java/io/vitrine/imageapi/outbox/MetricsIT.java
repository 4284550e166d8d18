package io.vitrine.imageapi.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.NoKafka;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What is scraped, with its numbers; beside {@link KafkaAwayIT}, whose application has all its meters. */
@QuarkusTest
@TestProfile(KafkaAwayIT.Alone.class)
@WithTestResource(NoKafka.class)
class MetricsIT {
    private static final Pattern NAME = Pattern.compile("(?m)^(image_\\w+?)(_count|_sum|_max)?[{ ]");

    @Inject
    World world;

    @Test
    void keysThatWaitAndKeysThatWereGivenUpAreCounted() {
        double pending = value("image_key_cleanup_pending");
        double parked = value("image_key_cleanup_parked");
        key("pending", "now() - interval '1000 days'");
        key("failed", "now()");

        assertThat(value("image_key_cleanup_pending")).isEqualTo(pending + 1);
        assertThat(value("image_key_cleanup_parked")).isEqualTo(parked + 1);
        assertThat(value("image_key_cleanup_oldest_pending_seconds")).isGreaterThan(999 * 86_400.0);
        world.change("update key_cleanup set state = 'skipped' where state in ('pending', 'failed')");
        assertThat(value("image_key_cleanup_pending")).isZero();
        assertThat(value("image_key_cleanup_oldest_pending_seconds")).isZero();
    }

    @Test
    void refusedTokensAndRequestsAreCounted() {
        given().header("X-Auth-Token", "no.token.atall")
                .get("/v2/images")
                .then()
                .statusCode(401);
        given().header("X-Auth-Token", TestTokens.member("metrics"))
                .body("{\"visibility\": \"public\"}")
                .post("/v2/images")
                .then()
                .statusCode(403);

        assertThat(scraped())
                .containsPattern("image_auth_failures_total\\{reason=\"invalid\"} [1-9]")
                .containsPattern("image_policy_denials_total\\{rule=\"publicize_image\"} [1-9]");
    }

    @Test
    void whateverIsScrapedStandsOnThePage() throws IOException {
        String page = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/metrics.md"));
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(scraped());
        while (name.find()) {
            names.add(name.group(1));
        }

        assertThat(names)
                .contains("image_outbox_backlog", "image_status", "image_dlq_records", "image_staging_bytes")
                .allSatisfy(each -> assertThat(page).containsPattern("\\| `" + each + "(_count)?` \\|"));
        assertThat(scraped()).contains("http_server_requests_seconds", "agroal_active_count", "jvm_memory_used_bytes");
    }

    private void key(String state, String asked) {
        UUID image = world.queuedImage("metrics");
        world.change("""
                insert into key_cleanup (image_id, key_id, project_id, policy, state, attempts, asked_at, created_at, updated_at)
                values (?, ?, 'metrics', 'on_image_deletion', ?, 1, %s, now(), now())
                """.formatted(asked), image, UUID.randomUUID().toString(), state);
    }

    private static double value(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(\\{[^}]*})? (\\S+)$").matcher(scraped());
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(2));
    }

    private static String scraped() {
        int management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().port(management).get("/q/metrics").asString();
    }
}
