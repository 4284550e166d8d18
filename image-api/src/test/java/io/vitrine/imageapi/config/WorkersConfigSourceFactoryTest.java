package io.vitrine.imageapi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersConfigSourceFactoryTest {
    @Test
    void theNumberGivenIsHonoured() {
        assertThat(loops(Map.of("images.workers", "13"))).isEqualTo(13);
    }

    @Test
    void otherwiseThereIsOnePerProcessorUpToEight() {
        assertThat(loops(Map.of())).isEqualTo(Math.min(Runtime.getRuntime().availableProcessors(), 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5", "99999"})
    void whatIsNoNumberOfWorkersStopsTheStart(String workers) {
        assertThatThrownBy(() -> loops(Map.of("images.workers", workers))).hasMessageContaining("images.workers");
    }

    private static int loops(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new WorkersConfigSourceFactory())
                .build()
                .getValue("quarkus.vertx.event-loops-pool-size", Integer.class);
    }
}
