package io.vitrine.imageapi.data;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database and a Kafka of their own for tests of what happens behind the API. Sweeps happen when a test says so. */
public class DatabaseAndKafka implements QuarkusTestResourceLifecycleManager {
    /** Argument: where Kafka is said to be, instead of where it is. */
    public static final String KAFKA = "kafka";

    private @Nullable String kafka;

    @Override
    public void init(Map<String, String> arguments) {
        kafka = arguments.get(KAFKA);
    }

    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.POSTGRESQL, Component.KAFKA);
        Database database = components.database(kafka == null ? "image_api_behind" : "image_api_alone");
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.user()),
                Map.entry("quarkus.datasource.password", database.password()),
                Map.entry("quarkus.flyway.migrate-at-start", "true"),
                Map.entry("kafka.bootstrap.servers", kafka == null ? components.kafka() : kafka),
                Map.entry("images.outbox.max-backlog", kafka == null ? "100000" : "5"),
                Map.entry("images.sweep.every", "1h"),
                Map.entry("images.import.filter.allowed-ports", "80,443,8080"),
                Map.entry("quarkus.oidc.auth-server-url", "http://127.0.0.1:1/realms/none"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {}
}
