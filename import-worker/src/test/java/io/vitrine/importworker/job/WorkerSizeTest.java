package io.vitrine.importworker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many jobs a process takes on at a time (spec: seeds, S16). */
class WorkerSizeTest {
    @ParameterizedTest
    @CsvSource({", , 4, 4", ", , 24, 8", "24, , 2, 24", "24, 3, 2, 3", ", 12, 2, 12"})
    void concurrencyComesBeforeWorkersAndThoseBeforeProcessors(
            String workers, String concurrency, int processors, int jobs) {
        assertThat(size(workers, concurrency, processors)).isEqualTo(jobs);
    }

    @Test
    void numbersWithoutSenseStopTheStart() {
        assertThatThrownBy(() -> size("0", null, 4)).hasMessageContaining("images.workers");
        assertThatThrownBy(() -> size("-3", null, 4)).hasMessageContaining("images.workers");
        assertThatThrownBy(() -> size("0", "2", 4)).hasMessageContaining("images.workers");
        assertThatThrownBy(() -> size(null, "0", 4)).hasMessageContaining("images.import.concurrency");
    }

    private static int size(String workers, String concurrency, int processors) {
        Map<String, String> settings = new HashMap<>();
        if (workers != null) {
            settings.put("images.workers", workers);
        }
        if (concurrency != null) {
            settings.put("images.import.concurrency", concurrency);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ImportConfig.class)
                .withMapping(ProcessConfig.class)
                .withValidateUnknown(false)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
        return Worker.size(
                config.getConfigMapping(ImportConfig.class), config.getConfigMapping(ProcessConfig.class), processors);
    }
}
