package io.vitrine.storegateway.config;

import io.quarkus.runtime.StartupEvent;
import io.vitrine.contracts.ConfigurationKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;

/** A mistyped key must not be a setting that silently does nothing: it stops the start. */
@ApplicationScoped
class KnownKeys {
    private final Config config;

    KnownKeys(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        ConfigurationKeys.firstUnknown(config.getPropertyNames()).ifPresent(unknown -> {
            throw new IllegalArgumentException(ConfigurationKeys.refusal(unknown));
        });
    }
}
