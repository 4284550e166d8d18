package io.vitrine.imageapi.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.imageapi.location.MissingDataConfig.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The setting as the start of the service reads it. */
class MissingDataConfigTest {
    @Test
    void itIsToldUnlessItIsNotToBe() {
        assertThat(started(Map.of()).missingDataCode()).isEqualTo(Code.GONE);
        assertThat(started(Map.of("images.delete.missing-data-code", "204")).missingDataCode())
                .isEqualTo(Code.DONE);
    }

    @Test
    void anotherCodeStopsTheStartAndIsNamed() {
        assertThatThrownBy(() -> started(Map.of("images.delete.missing-data-code", "404")))
                .hasMessageContaining("'images.delete.missing-data-code' must be 410 or 204, and '404' is neither");
    }

    private static MissingDataConfig started(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(MissingDataConfig.class)
                .build()
                .getConfigMapping(MissingDataConfig.class);
    }
}
