package io.vitrine.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.workers",
                "images.stores.default",
                "images.stores.fast.type",
                "images.stores.\"with.dot\".s3.bucket",
                "images.import.filter.allow-cidrs[0]",
                "IMAGES_STORES_FAST_S3_SECRET_KEY",
                "IMAGES_IMPORT_FILTER_ALLOW_CIDRS_0_",
                "images.enable-image-import",
                "enable_image_import",
                "IMAGES_ENABLE_IMAGE_IMPORT",
                "quarkus.http.port",
                "imagesque.key"
            })
    void knowsItsOwnKeysAndLeavesOthersAlone(String name) {
        assertThat(ConfigurationKeys.firstUnknown(List.of(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.worker",
                "images.stores.fast.typ",
                "images.stores.fast.s3.bucket.name",
                "IMAGES_WORKER",
                "images.import.filter"
            })
    void refusesAKeyThatNobodyReads(String name) {
        assertThat(ConfigurationKeys.firstUnknown(List.of("quarkus.http.port", name)))
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "images.stores.default_store, images.stores.default",
        "images.stores.default-store, images.stores.default",
        "images.default-store, images.stores.default",
        "images.stores, images.stores.<id>.type",
        "images.stores.stores, images.stores.<id>.type",
        "glance_store.stores, images.stores.<id>.type",
        "glance_store.default_backend, images.stores.default",
        "enabled_backends, images.stores.<id>.type",
        "default_store, images.stores.default",
        "filesystem_store_datadir, images.stores.<id>.filesystem.dir",
        "images.stores.fast.filesystem_store_datadirs, images.stores.<id>.filesystem.dirs",
        "s3_store_secret_key, images.stores.<id>.s3.secret-key-file",
        "IMAGES_STORES_DEFAULT_STORE, images.stores.default",
        "IMAGES_ENABLED_BACKENDS, images.stores.<id>.type",
    })
    void optionsOfSingleStoreSetUpsAreRefusedWithTheirReplacement(String name, String replacement) {
        assertThat(ConfigurationKeys.firstUnknown(List.of(name))).contains(name);
        assertThat(ConfigurationKeys.refusal(name)).contains("'" + name + "'", "'" + replacement + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stores",
                "STORES",
                "DEFAULT_STORE",
                "images.stores.default_store.type",
                "my.default_store",
                "images.location_strategy",
                "images.stores.location-strategy",
                "store_type_preference",
                "IMAGES_STORE_TYPE_PREFERENCE"
            })
    void whatOnlyLooksLikeThemIsLeftAlone(String name) {
        assertThat(ConfigurationKeys.firstUnknown(List.of(name))).isEmpty();
    }

    @Test
    void whatWeightsReplaceIsObsolete() {
        assertThat(ConfigurationKeys.isObsolete("images.location_strategy")).isTrue();
        assertThat(ConfigurationKeys.isObsolete("IMAGES_STORES_STORE_TYPE_PREFERENCE"))
                .isTrue();
        assertThat(ConfigurationKeys.isObsolete("images.stores.fast.weight")).isFalse();
    }

    @Test
    void refusalNamesTheKeyAndTheNearestKnownOne() {
        assertThat(ConfigurationKeys.refusal("images.worker")).contains("'images.worker'", "'images.workers'");
        assertThat(ConfigurationKeys.refusal("IMAGES_API_PAGE_DEFAULTS")).contains("'images.api.page.default'");
    }
}
