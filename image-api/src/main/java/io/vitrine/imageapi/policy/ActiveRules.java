package io.vitrine.imageapi.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that hold just now. A broken policy file stops the start; later it is refused as a whole and the rules before it stay, until it is
 * mended.
 */
@Startup
@ApplicationScoped
class ActiveRules {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRules.class);

    private final Optional<Path> file;
    private final Counter refused;
    private volatile String seen = "";
    private volatile Rules rules = Rules.DEFAULTS;

    ActiveRules(PolicyConfig config, MeterRegistry metrics) {
        file = config.file();
        refused = Counter.builder("image.policy.reload.refused")
                .description("Changed policy files that could not be used")
                .register(metrics);
        try {
            file.ifPresent(path -> {
                rules = PolicyFile.read(path);
                seen = content(path);
            });
        } catch (InvalidExpression e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    Rules get() {
        return rules;
    }

    /** The content is compared, not its time: a mounted ConfigMap is exchanged by a link. */
    @Scheduled(every = "${images.policy.reload-every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reload() {
        file.ifPresent(path -> {
            String content = content(path);
            if (!content.equals(seen)) {
                seen = content;
                replace(path);
            }
        });
    }

    private void replace(Path path) {
        try {
            rules = PolicyFile.read(path);
            LOG.atInfo().addKeyValue("file", path).log("the policy file changed: its rules hold from now on");
        } catch (InvalidExpression e) {
            refused.increment();
            LOG.atError()
                    .addKeyValue("file", path)
                    .addKeyValue("reason", e.getMessage())
                    .log("the policy file changed and cannot be used: the rules before it stay");
        }
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return "unreadable: " + e.getClass().getName();
        }
    }
}
