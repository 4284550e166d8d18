package io.vitrine.imageapi.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSizeTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "17, 17", "17B, 17", "3KB, 3072", "2MB, 2097152", "5GB, 5368709120", "1TB, 1099511627776"})
    void unitsAreBinary(String text, long bytes) {
        assertThat(StorageSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1GB", "1 GB", "1gb", "1Gb", "1G", "GB", "1.5GB", "1PB", "9999999TB", " 1GB", ""})
    void anythingElseStopsTheStart(String text) {
        assertThatThrownBy(() -> StorageSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
