package io.vitrine.imageapi.system;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.util.HashMap;
import java.util.Map;

/**
 * Real PostgreSQL and Kafka under the tests of this module; tokens come from {@link TestTokens}. A database is empty when the first test of a
 * run starts and is shared by all: keep apart by project names of your own.
 */
public class RealComponents implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN_KEY = "test.token-key";
    static final String ISSUER = "test.issuer";

    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.POSTGRESQL, Component.KAFKA);
        Database database = components.database("image_api_it");
        issuer = TestIssuer.start();
        Map<String, String> config = new HashMap<>(database(database));
        config.put("kafka.bootstrap.servers", components.kafka());
        config.put("quarkus.oidc.auth-server-url", issuer.url());
        config.put("quarkus.oidc-client.credentials.secret", "a secret that the issuer does not look at");
        // Sweeps happen when a test says so.
        config.put("images.sweep.every", "1h");
        config.put(ISSUER, issuer.url());
        config.put(TOKEN_KEY, issuer.privateKey());
        return config;
    }

    static Map<String, String> database(Database database) {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(),
                "quarkus.datasource.username",
                database.user(),
                "quarkus.datasource.password",
                database.password(),
                "quarkus.flyway.migrate-at-start",
                "true",
                "quarkus.http.test-port",
                "0",
                "quarkus.management.test-port",
                "0");
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.stop();
        }
    }
}
