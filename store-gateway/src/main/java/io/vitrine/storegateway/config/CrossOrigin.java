package io.vitrine.storegateway.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Calls from browsers with the user's credentials are for named origins only (spec: operations, 1.1). */
@ApplicationScoped
class CrossOrigin {
    private static final String CREDENTIALS = "quarkus.http.cors.access-control-allow-credentials";
    private static final String ORIGINS = "quarkus.http.cors.origins";

    private final Config config;

    CrossOrigin(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        boolean credentials =
                config.getOptionalValue(CREDENTIALS, Boolean.class).orElse(false);
        List<String> origins = config.getOptionalValues(ORIGINS, String.class).orElse(List.of());
        if (credentials && origins.stream().anyMatch(CrossOrigin::isAnybody)) {
            throw new IllegalArgumentException(
                    ORIGINS + " allows every origin while " + CREDENTIALS + " is on: name the origins.");
        }
    }

    private static boolean isAnybody(String origin) {
        return origin.equals("*") || origin.equals("/.*/");
    }
}
