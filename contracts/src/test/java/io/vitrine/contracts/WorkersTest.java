package io.vitrine.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "8, 8", "24, 8"})
    void withoutASettingThereIsOneForEachProcessorUpToEight(int processors, int workers) {
        assertThat(Workers.number(null, processors)).isEqualTo(workers);
        assertThat(Workers.number(" ", processors)).isEqualTo(workers);
    }

    @ParameterizedTest
    @CsvSource({"24, 2, 24", "1, 8, 1", "' 13 ', 4, 13"})
    void aSettingIsHonoured(String given, int processors, int workers) {
        assertThat(Workers.number(given, processors)).isEqualTo(workers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5", "99999"})
    void whatIsNoNumberOfWorkersStopsTheStart(String given) {
        assertThatThrownBy(() -> Workers.number(given, 4)).hasMessageContaining("images.workers");
    }
}
