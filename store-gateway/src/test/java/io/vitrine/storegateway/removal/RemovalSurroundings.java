package io.vitrine.storegateway.removal;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import io.vitrine.storegateway.announce.ListeningImageApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A real Kafka with topics of this test, a file store, and an image-api that listens. */
public final class RemovalSurroundings implements QuarkusTestResourceLifecycleManager {
    static final String COMMANDS = "removal-it.cmd";
    static final String RESULTS = "removal-it.results";
    static final String DEAD_LETTERS = "removal-it.cmd.dlq";

    private final ListeningImageApi imageApi = new ListeningImageApi();
    private final SilentServer silent = new SilentServer();

    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.KAFKA);
        components.topics(COMMANDS, RESULTS, DEAD_LETTERS);
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", components.kafka());
        settings.put("mp.messaging.incoming.store-commands.topic", COMMANDS);
        settings.put("mp.messaging.incoming.store-commands.group.id", "removal-it-" + System.nanoTime());
        settings.put("mp.messaging.incoming.store-commands.dead-letter-queue.topic", DEAD_LETTERS);
        settings.put("mp.messaging.outgoing.store-results.topic", RESULTS);
        settings.put("images.stores.default", "fast");
        settings.put("images.stores.fast.type", "file");
        settings.put("images.stores.fast.filesystem.dir", folder().toString());
        settings.put("images.stores.absent.type", "s3");
        settings.put("images.stores.absent.s3.endpoint", "http://127.0.0.1:1");
        settings.put("images.stores.absent.s3.bucket", "nobody");
        settings.put("images.stores.absent.s3.access-key", "an-access-key");
        settings.put("images.stores.absent.s3.secret-key", "a-secret-key");
        settings.put("images.stores.silent.type", "s3");
        settings.put("images.stores.silent.s3.endpoint", "http://127.0.0.1:" + silent.port());
        settings.put("images.stores.silent.s3.bucket", "nobody");
        settings.put("images.stores.silent.s3.access-key", "an-access-key");
        settings.put("images.stores.silent.s3.secret-key", "a-secret-key");
        settings.put("images.delete.concurrency", "3");
        settings.put("images.node.id", "gateway-of-the-test");
        settings.put("images.announce.every", "200MS");
        settings.put("images.image-api.url", imageApi.url());
        settings.put("quarkus.oidc.auth-server-url", imageApi.issuer());
        settings.put("quarkus.oidc-client.auth-server-url", imageApi.issuer());
        settings.put("quarkus.oidc-client.credentials.secret", "none");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        imageApi.stop();
        silent.close();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "removal-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
