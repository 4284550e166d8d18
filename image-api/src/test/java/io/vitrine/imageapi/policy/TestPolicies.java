package io.vitrine.imageapi.policy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Policies without an application around them. */
final class TestPolicies {
    private TestPolicies() {}

    static Policy defaults() {
        return of(Optional.empty());
    }

    static Policy of(Optional<Path> file) {
        return new Policy(rules(file, new SimpleMeterRegistry()), new SimpleMeterRegistry());
    }

    static ActiveRules rules(Optional<Path> file, SimpleMeterRegistry metrics) {
        PolicyConfig config = new PolicyConfig() {
            @Override
            public Optional<Path> file() {
                return file;
            }

            @Override
            public Duration reloadEvery() {
                return Duration.ofSeconds(10);
            }
        };
        return new ActiveRules(config, metrics);
    }
}
