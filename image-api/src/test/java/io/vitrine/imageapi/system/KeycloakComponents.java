package io.vitrine.imageapi.system;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.Service;
import io.vitrine.local.TestComponents;
import java.util.HashMap;
import java.util.Map;

/** As {@link RealComponents}, with the tokens of a real Keycloak. */
public class KeycloakComponents implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestComponents components = components();
        Map<String, String> config =
                new HashMap<>(RealComponents.database(components.database("image_api_keycloak_it")));
        config.put("kafka.bootstrap.servers", components.kafka());
        config.put("quarkus.oidc.auth-server-url", components.issuer());
        return config;
    }

    public static String token(String user) {
        return components().token(user);
    }

    public static String serviceToken(Service service) {
        return components().serviceToken(service);
    }

    private static TestComponents components() {
        return TestComponents.ensure(Component.POSTGRESQL, Component.KAFKA, Component.KEYCLOAK);
    }

    @Override
    public void stop() {
        // The components outlive one application.
    }
}
