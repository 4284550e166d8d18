package io.vitrine.imageapi.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
    private static void start(String key) {
        var source = new PropertiesConfigSource(Map.of(key, "false"), "test", 100);
        new KnownKeys()
                .check(
                        new StartupEvent(),
                        new SmallRyeConfigBuilder().withSources(source).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.outbox.batch",
                "images.cache.dir",
                "images.enable_image_import",
                "images.enable-image-import",
                "enable_image_import",
                "IMAGES_ENABLE_IMAGE_IMPORT"
            })
    void ourKeysThoseOfTheOthersAndTheOneIgnoredNameAreFine(String key) {
        assertThatCode(() -> start(key)).doesNotThrowAnyException();
    }

    @Test
    void aKeyOfNobodyStopsTheStartAndIsNamedWithItsNearest() {
        assertThatThrownBy(() -> start("images.outbox.bach"))
                .hasMessageContaining("'images.outbox.bach'")
                .hasMessageContaining("'images.outbox.batch'");
    }

    @Test
    void optionsOfSingleStoreSetUpsAreRefusedWithTheirReplacement() {
        assertThatThrownBy(() -> start("images.default_store")).hasMessageContaining("'images.stores.default'");
    }
}
