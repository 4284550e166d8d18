package io.vitrine.importworker.job;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vitrine.importworker.fetch.ScriptedSource;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Kafka as it is, topics of our own, and the rest of the world by hand; the test reaches it over HTTP. */
public final class RealKafka implements QuarkusTestResourceLifecycleManager {
    static final String COMMANDS = "it.importworker.commands";
    static final String DEAD = COMMANDS + ".dlq";

    private Vertx vertx;
    private FakeImageApi imageApi;
    private FakeGateway gateway;
    private ScriptedSource source;

    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.KAFKA);
        components.topics(COMMANDS, DEAD);
        vertx = Vertx.vertx();
        imageApi = new FakeImageApi(vertx);
        gateway = new FakeGateway(vertx);
        try {
            source = new ScriptedSource().at("/image", ScriptedSource.ok(new byte[100_000]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "kafka.bootstrap.servers",
                components.kafka(),
                "mp.messaging.incoming.import-commands.topic",
                COMMANDS,
                "mp.messaging.incoming.import-commands.dead-letter-queue.topic",
                DEAD,
                "images.image-api.url",
                imageApi.url(),
                "images.gateway.url",
                gateway.url(),
                // Only Kafka wakes here.
                "images.import.poll",
                "1h",
                "images.import.filter.allow-cidrs",
                "127.0.0.1/32",
                "images.import.filter.allowed-ports",
                "" + source.port(),
                "quarkus.oidc-client.auth-server-url",
                imageApi.url() + "/realm",
                "it.source",
                source.url("/image"));
    }

    @Override
    public void stop() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway.close();
        imageApi.close();
        vertx.close();
    }
}
