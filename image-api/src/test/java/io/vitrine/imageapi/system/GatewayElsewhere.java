package io.vitrine.imageapi.system;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The tests are strangers: the front door runs on another machine. */
public class GatewayElsewhere implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("images.trusted-gateways", "10.255.255.0/24");
    }
}
