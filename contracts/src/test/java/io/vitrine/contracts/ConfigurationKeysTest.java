package io.vitrine.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void refusalNamesTheKeyAndTheNearestKnownOne() {
        assertThat(ConfigurationKeys.refusal("images.worker")).contains("'images.worker'", "'images.workers'");
        assertThat(ConfigurationKeys.refusal("IMAGES_API_PAGE_DEFAULTS")).contains("'images.api.page.default'");
    }
}
