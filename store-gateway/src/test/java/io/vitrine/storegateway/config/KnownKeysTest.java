package io.vitrine.storegateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start says to keys of other set-ups (spec: stores, section 8; operations, 1.3; seeds, S20 and S24). */
class KnownKeysTest {
    private final Logger log = Logger.getLogger(KnownKeys.class.getName());
    private final List<String> said = new ArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        log.addHandler(ear);
    }

    @AfterEach
    void stop() {
        log.removeHandler(ear);
    }

    @Test
    void whatWeightsHaveReplacedIsIgnoredWithOneWarning() {
        start("location_strategy", "images.stores.store_type_preference", "images.stores.fast.weight");

        assertThat(said)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("WARN")
                        .contains("location_strategy", "images.stores.store_type_preference", "weight")
                        .doesNotContain("fast"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.stores.fast.type",
                "images.outbox.batch",
                "images.enable-image-import",
                "images.enable_image_import",
                "enable_image_import",
                "IMAGES_ENABLE_IMAGE_IMPORT",
                "other"
            })
    void ourKeysAndThoseOfTheOtherServicesAreFine(String key) {
        assertThatCode(() -> start(key)).doesNotThrowAnyException();
        assertThat(said).isEmpty();
    }

    @Test
    void aKeyOfNobodyStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> start("images.stores.fast.wieght"))
                .hasMessageContaining("'images.stores.fast.wieght'")
                .hasMessageContaining("'images.stores.*.weight'");
    }

    @ParameterizedTest
    @CsvSource({
        "glance_store.stores,                        images.stores.<id>.type",
        "enabled_backends,                           images.stores.<id>.type",
        "glance_store.default_store,                 images.stores.default",
        "default_backend,                            images.stores.default",
        "images.stores.fast.store_description,       images.stores.<id>.description",
        "filesystem_store_datadir,                   images.stores.<id>.filesystem.dir",
        "images.stores.fast.filesystem_store_datadirs, images.stores.<id>.filesystem.dirs",
        "filesystem_store_file_perm,                 images.stores.<id>.filesystem.file-mode",
        "filesystem_thin_provisioning,               images.stores.<id>.filesystem.thin-provisioning",
        "s3_store_host,                              images.stores.<id>.s3.endpoint",
        "s3_store_region_name,                       images.stores.<id>.s3.region",
        "s3_store_bucket,                            images.stores.<id>.s3.bucket",
        "s3_store_access_key,                        images.stores.<id>.s3.access-key-file",
        "s3_store_secret_key,                        images.stores.<id>.s3.secret-key-file",
        "s3_store_bucket_url_format,                 images.stores.<id>.s3.url-style",
        "s3_store_cacert,                            images.stores.<id>.s3.ca",
        "s3_store_create_bucket_on_put,              images.stores.<id>.s3.create-bucket",
        "s3_store_large_object_size,                 images.stores.<id>.s3.large-object-size",
        "s3_store_large_object_chunk_size,           images.stores.<id>.s3.chunk-size",
        "s3_store_thread_pools,                      images.stores.<id>.s3.thread-pools",
    })
    void anOptionOfASingleStoreSetUpStopsTheStartAndNamesItsReplacement(String option, String replacement) {
        assertThatThrownBy(() -> start(option))
                .hasMessageContaining("'%s'", option)
                .hasMessageContaining("'%s'", replacement);
    }

    private static void start(String... keys) {
        Map<String, String> settings = new HashMap<>();
        for (String key : keys) {
            settings.put(key, "x");
        }
        var source = new PropertiesConfigSource(settings, "test", 100);
        new KnownKeys(new SmallRyeConfigBuilder().withSources(source).build()).check(new StartupEvent());
    }
}
