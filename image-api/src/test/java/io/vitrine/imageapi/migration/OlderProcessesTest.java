package io.vitrine.imageapi.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlderProcessesTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.0, 1.0.0, false",
        "1.0.0, 1.0.1, true",
        "1.9.0, 1.10.0, true",
        "1.10.0, 1.9.0, false",
        "1.1.0-SNAPSHOT, 1.1.0, true",
        "1.1.0, 1.1.0-SNAPSHOT, false",
        "0.1.0-SNAPSHOT, 0.1.0-SNAPSHOT, false",
        "unknown, 1.0.0, true"
    })
    void versionsAreComparedByTheirNumbers(String other, String ours, boolean older) {
        assertThat(OlderProcesses.isOlder(other, ours)).isEqualTo(older);
    }
}
