package io.vitrine.imageapi.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff bytes = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), 0);

    @ParameterizedTest
    @CsvSource({"1,10", "2,20", "3,40", "9,2560", "10,3600", "33,3600", "1000000,3600"})
    void waitsDoubleUpToTheLongest(int attempts, long seconds) {
        assertThat(bytes.after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void jitterStaysWithinItsShare() {
        var keys = new Backoff(Duration.ofSeconds(30), Duration.ofHours(6), 0.2);
        assertThat(keys.after(1, -1)).isEqualTo(Duration.ofSeconds(24));
        assertThat(keys.after(1, 1)).isEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void aWaitThatShrinksIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofHours(1), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
