package io.vitrine.storegateway.store.s3;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one store, given as they are or in files. Files are read again every few seconds, so that keys can be exchanged while the
 * service runs; while they cannot be read, the last keys stay.
 */
final class S3Keys implements Provider {
    /** A key as text, read whenever it is asked for. */
    private interface Key {
        String read() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(S3Keys.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final String store;
    private final Key access;
    private final Key secret;
    private Credentials last;
    private final Duration fresh;
    private long readAt = System.nanoTime();

    private S3Keys(String store, Key access, Key secret, Duration fresh) throws IOException {
        this.store = store;
        this.access = access;
        this.secret = secret;
        this.fresh = fresh;
        this.last = read();
    }

    /** @throws InvalidStoreConfiguration when a key is missing, or its file cannot be read */
    static S3Keys of(String id, StoreConfig.S3 config) {
        return of(id, config, FRESH);
    }

    static S3Keys of(String id, StoreConfig.S3 config, Duration fresh) {
        try {
            return new S3Keys(
                    id,
                    one(id, "s3.access-key", config.accessKey(), config.accessKeyFile()),
                    one(id, "s3.secret-key", config.secretKey(), config.secretKeyFile()),
                    fresh);
        } catch (IOException e) {
            throw new InvalidStoreConfiguration("A file that '%s' or '%s' names cannot be read, or is empty."
                    .formatted(key(id, "s3.access-key-file"), key(id, "s3.secret-key-file")));
        }
    }

    @Override
    public synchronized Credentials fetch() {
        if (System.nanoTime() - readAt > fresh.toNanos()) {
            readAt = System.nanoTime();
            try {
                last = read();
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("store", store)
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("The keys of a store cannot be read; the last ones are used");
            }
        }
        return last;
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "S3Keys[" + store + "]";
    }

    private Credentials read() throws IOException {
        return new Credentials(access.read(), secret.read(), null, null);
    }

    private static Key one(String id, String name, Optional<String> text, Optional<Path> file) {
        if (text.isPresent() && file.isPresent()) {
            throw new InvalidStoreConfiguration(
                    "The settings '%s' and '%s-file' exclude each other.".formatted(key(id, name), key(id, name)));
        }
        if (file.isPresent()) {
            Path path = file.get();
            return () -> in(path);
        }
        String value = required(id, name, text);
        return () -> value;
    }

    private static String in(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (text.isEmpty()) {
            // Caught between the two halves of an exchange.
            throw new IOException("the file is empty");
        }
        return text;
    }
}
