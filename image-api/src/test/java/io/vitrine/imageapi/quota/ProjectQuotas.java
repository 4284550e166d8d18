package io.vitrine.imageapi.quota;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits by project; one that was never set forbids, as in production. */
public class ProjectQuotas implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("images.quota.mode", "project");
    }
}
