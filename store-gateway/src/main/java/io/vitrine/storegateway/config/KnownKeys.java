package io.vitrine.storegateway.config;

import io.quarkus.runtime.StartupEvent;
import io.vitrine.contracts.ConfigurationKeys;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mistyped key must not be a setting that silently does nothing: it stops the start. */
@ApplicationScoped
class KnownKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);

    private final Config config;

    KnownKeys(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        ConfigurationKeys.firstUnknown(config.getPropertyNames()).ifPresent(unknown -> {
            throw new IllegalArgumentException(ConfigurationKeys.refusal(unknown));
        });
        List<String> obsolete = new ArrayList<>();
        config.getPropertyNames().forEach(name -> {
            if (ConfigurationKeys.isObsolete(name)) {
                obsolete.add(name);
            }
        });
        if (!obsolete.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("keys", obsolete)
                    .log("Configuration keys without effect: the weight of stores alone decides their order");
        }
    }
}
