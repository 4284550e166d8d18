package io.vitrine.keycleanup;

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
        var source = new PropertiesConfigSource(Map.of(key, "x"), "test", 100);
        new KnownKeys(new SmallRyeConfigBuilder().withSources(source).build()).check(new StartupEvent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.enable_image_import",
                "images.enable-image-import",
                "enable_image_import",
                "IMAGES_ENABLE_IMAGE_IMPORT"
            })
    void theOneIgnoredNameIsIgnored(String key) {
        assertThatCode(() -> start(key)).doesNotThrowAnyException();
    }

    @Test
    void optionsOfSingleStoreSetUpsAreRefusedWithTheirReplacement() {
        assertThatThrownBy(() -> start("images.default_store")).hasMessageContaining("'images.stores.default'");
    }

    @Test
    void ourKeysAndThoseOfTheOtherServicesAreFine() {
        assertThatCode(() -> start("images.keys.dry-run")).doesNotThrowAnyException();
        assertThatCode(() -> start("images.outbox.batch")).doesNotThrowAnyException();
    }

    @Test
    void aKeyOfNobodyStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> start("images.keys.dryrun"))
                .hasMessageContaining("'images.keys.dryrun'")
                .hasMessageContaining("'images.keys.dry-run'");
    }
}
