package io.vitrine.imageapi.config;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vitrine.contracts.ConfigurationKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;

/** A key that nobody reads is a setting that somebody believes in: the start stops with a sentence that names it. */
class KnownKeys {
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start, Config config) {
        ConfigurationKeys.firstUnknown(config.getPropertyNames()).ifPresent(key -> {
            throw new ConfigurationException(ConfigurationKeys.refusal(key));
        });
    }
}
