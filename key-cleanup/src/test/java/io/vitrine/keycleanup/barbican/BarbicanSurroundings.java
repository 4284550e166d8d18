package io.vitrine.keycleanup.barbican;

import io.quarkus.oidc.client.Tokens;
import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A manager of keys before a scripted Barbican, on a clock that stands still. */
abstract class BarbicanSurroundings {
    static final UUID KEY = UUID.fromString("6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration SHORT = Duration.ofMillis(300);

    ScriptedBarbican barbican;
    final AtomicInteger tokens = new AtomicInteger();
    Instant now = NOW;
    /** How long one attempt may take; a test in which nobody hangs may give a busy machine more. */
    Duration patience = SHORT;

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void start() throws IOException {
        barbican = new ScriptedBarbican();
    }

    @AfterEach
    void stop() throws IOException {
        barbican.close();
    }

    final BarbicanManager manager(URI endpoint) {
        return manager(endpoint, new SecretRules(false, false, Set.of()));
    }

    final BarbicanManager manager(URI endpoint, SecretRules rules) {
        var token = new ServiceToken(() -> token("token-" + tokens.incrementAndGet()));
        return manager(endpoint, Identity.withHeader(Scope.IMAGE_PROJECT, "", token), rules);
    }

    final BarbicanManager manager(URI endpoint, Identity identity, SecretRules rules) {
        var http = new StrictHttp(Optional.empty(), patience, patience);
        var client = new BarbicanClient(http, endpoint, new Microversion(1));
        return new BarbicanManager(client, identity, rules, new CircuitBreaker(clock), clock);
    }

    static Tokens token(String text) {
        return new Tokens(text, Instant.now().getEpochSecond() + 300, null, null, null, null, "key-cleanup");
    }

    static KeyDelete command() {
        return new KeyDelete(UUID.randomUUID(), KEY, "project-1", "user-1", null, 1);
    }

    static KeyDelete command(String project) {
        return new KeyDelete(UUID.randomUUID(), KEY, project, "user-1", null, 1);
    }
}
