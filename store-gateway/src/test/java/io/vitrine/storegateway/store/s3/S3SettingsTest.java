package io.vitrine.storegateway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may set, what is refused at start, and keys that change while the service runs. */
class S3SettingsTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "s3.endpoint= | 'images.stores.fast.s3.endpoint'",
                "s3.endpoint=http://s3.example.org/path | 'images.stores.fast.s3.endpoint' must be http(s)://host",
                "s3.endpoint=http://user@s3.example.org | 'images.stores.fast.s3.endpoint' must be http(s)://host",
                "s3.bucket=A | 'images.stores.fast.s3.bucket' is not the name of a bucket",
                "s3.access-key= | needs the setting 'images.stores.fast.s3.access-key'",
                "s3.secret-key-file=/x | 'images.stores.fast.s3.secret-key' and 'images.stores.fast.s3.secret-key-file' exclude",
                "s3.secret-key=;s3.secret-key-file=/not/there | 'images.stores.fast.s3.secret-key-file' names cannot be read",
                "s3.url-style=host | 'images.stores.fast.s3.url-style' must be one of [auto, path, virtual]",
                "s3.ca=/not/there | 'images.stores.fast.s3.ca' names cannot be read",
                "s3.ca=/x;s3.endpoint=http://s3.example.org | 'images.stores.fast.s3.ca' needs an endpoint with https",
                "s3.chunk-size=4M | 'images.stores.fast.s3.chunk-size' must be 5M at least",
                "s3.large-object-size=1 | 'images.stores.fast.s3.large-object-size' must be 5M at least",
                "s3.thread-pools=0 | 'images.stores.fast.s3.thread-pools' must be a number from 1 to 100"
            })
    void wrongSettingsAreNamedInOneSentence(String changed, String sentence) {
        // Given
        Map<String, String> settings = right();
        for (String setting : changed.strip().split(";")) {
            settings.put(setting.split("=")[0], setting.substring(setting.indexOf('=') + 1));
        }
        // When, Then
        assertThatThrownBy(() -> S3Settings.of("fast", Stores.one(settings).s3()))
                .isInstanceOf(InvalidStoreConfiguration.class)
                .hasMessageContaining(sentence.strip())
                .hasMessageEndingWith(".")
                .hasMessageNotContainingAny("the-access-key", "the-secret-key");
    }

    @Test
    void whatIsReallyDoneIsShown() {
        Map<String, String> settings = right();
        settings.putAll(Map.of("s3.large-object-size", "100M", "s3.chunk-size", "10M", "s3.thread-pools", "3"));
        assertThat(new S3Driver(S3StoreFixture.space()).publicProperties(Stores.one(settings)))
                .isEqualTo(Map.of(
                        "s3_store_large_object_size",
                        16L,
                        "s3_store_large_object_chunk_size",
                        10L,
                        "s3_store_thread_pools",
                        3));
    }

    @Test
    void keysInFilesAreReadAgain() throws IOException {
        // Given
        Path access = Files.writeString(dir.resolve("access"), "first\n");
        Path secret = Files.writeString(dir.resolve("secret"), "one");
        Map<String, String> settings = right();
        settings.keySet().removeIf(key -> key.endsWith("-key"));
        settings.put("s3.access-key-file", access.toString());
        settings.put("s3.secret-key-file", secret.toString());
        StoreConfig.S3 config = Stores.one(settings).s3();
        S3Keys keys = S3Keys.of("fast", config, Duration.ZERO);
        assertThat(keys.fetch().accessKey()).isEqualTo("first");
        assertThat(keys.fetch().secretKey()).isEqualTo("one");
        // When
        Files.writeString(access, "second");
        Files.writeString(secret, "two\n");
        // Then
        assertThat(keys.fetch().accessKey()).isEqualTo("second");
        assertThat(keys.fetch().secretKey()).isEqualTo("two");
        Files.writeString(secret, "");
        assertThat(keys.fetch().secretKey()).isEqualTo("two");
        Files.delete(access);
        assertThat(keys.fetch().accessKey()).isEqualTo("second");
        assertThat(keys.toString()).doesNotContain("second", "two");
    }

    private static Map<String, String> right() {
        return new HashMap<>(Map.of(
                "type", "s3",
                "s3.endpoint", "https://s3.example.org",
                "s3.bucket", "images",
                "s3.access-key", "the-access-key",
                "s3.secret-key", "the-secret-key"));
    }
}
