package io.vitrine.importworker;

import io.quarkus.runtime.StartupEvent;
import io.vitrine.contracts.ConfigurationKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;

/** Stops the start when a key below {@code images.} is none of ours: a typing error must not silently mean the default. */
@ApplicationScoped
class KnownKeys {
    private final Config config;

    KnownKeys(Config config) {
        this.config = config;
    }

    /** Before the consumers: nothing is fetched under a configuration that nobody meant. */
    void check(@Observes @Priority(1) StartupEvent start) {
        ConfigurationKeys.firstUnknown(config.getPropertyNames()).ifPresent(unknown -> {
            throw new IllegalStateException(ConfigurationKeys.refusal(unknown));
        });
    }
}
