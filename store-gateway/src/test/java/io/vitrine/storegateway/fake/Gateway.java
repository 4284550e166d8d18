package io.vitrine.storegateway.fake;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A gateway between a fake image-api and two stores: a directory, and one in memory that does as it is told. Kafka is away. */
public final class Gateway implements QuarkusTestResourceLifecycleManager {
    private Map<String, String> more = Map.of();

    /** Settings of one test alone. {@code images.cache.dir} is put below the build's folder; {@code fake.bucket} adds the store {@code bucket}. */
    @Override
    public void init(Map<String, String> settings) {
        more = settings;
    }

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0);
                ServerSocket web = new ServerSocket(0);
                ServerSocket s3 = new ServerSocket(0)) {
            String fake = "http://127.0.0.1:" + free.getLocalPort();
            Path store = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "gateway-store");
            Map<String, String> settings = new HashMap<>();
            settings.put("fake.port", String.valueOf(free.getLocalPort()));
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.management.test-port", "0");
            settings.put("images.image-api.url", fake);
            settings.put("images.image-api.timeout", "2S");
            settings.put("images.front.timeout", "2S");
            settings.put("quarkus.oidc.auth-server-url", fake + "/issuer");
            settings.put("quarkus.oidc-client.credentials.secret", "secret");
            settings.put("images.stores.default", "disk");
            settings.put("images.stores.disk.type", "file");
            settings.put("images.stores.disk.filesystem.dir", store.toString());
            settings.put(
                    "images.import.staging.dir", store.resolveSibling("staged").toString());
            settings.put("images.stores.memory.type", "memory");
            settings.put("images.stores.web.type", "http");
            settings.put("images.stores.web.http.allowed-hosts", "127.0.0.1:" + web.getLocalPort());
            settings.put("images.import.filter.allow-cidrs", "127.0.0.0/8");
            settings.put("images.http.retries", "2");
            settings.put("fake.web-port", String.valueOf(web.getLocalPort()));
            settings.put("images.stores.second.type", "file");
            settings.put(
                    "images.stores.second.filesystem.dir",
                    store.resolveSibling(store.getFileName() + "-second").toString());
            settings.put("images.upload.idle-timeout", "4S");
            settings.put("images.upload.buffers", "24");
            settings.put("images.upload.store-stall", "3S");
            settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
            settings.put("quarkus.shutdown.timeout", "20S");
            settings.put("quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
            if (more.containsKey("fake.bucket")) {
                settings.put("fake.s3-port", String.valueOf(s3.getLocalPort()));
                settings.put("images.stores.bucket.type", "s3");
                settings.put("images.stores.bucket.s3.endpoint", "http://127.0.0.1:" + s3.getLocalPort());
                settings.put("images.stores.bucket.s3.bucket", "bucket");
                settings.put("images.stores.bucket.s3.access-key", "access");
                settings.put("images.stores.bucket.s3.secret-key", "secret");
            }
            settings.putAll(more);
            settings.computeIfPresent(
                    "images.cache.dir",
                    (key, name) ->
                            store.resolveSibling(store.getFileName() + name).toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
