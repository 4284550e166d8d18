package io.vitrine.imageapi.data;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.util.Map;

/** A database and a Kafka of their own for tests of what happens behind the API. Sweeps happen when a test says so. */
public class DatabaseAndKafka implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.POSTGRESQL, Component.KAFKA);
        Database database = components.database("image_api_behind");
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", database.user()),
                Map.entry("quarkus.datasource.password", database.password()),
                Map.entry("quarkus.flyway.migrate-at-start", "true"),
                Map.entry("kafka.bootstrap.servers", components.kafka()),
                Map.entry("images.sweep.every", "1h"),
                Map.entry("images.import.filter.allowed-ports", "80,443,8080"),
                Map.entry("quarkus.oidc.auth-server-url", "http://127.0.0.1:1/realms/none"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {}
}
