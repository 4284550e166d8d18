package io.vitrine.imageapi.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
    @Test
    void isVersionSevenAndBeginsWithItsTime() {
        UUID id = TimeOrderedId.at(0x0123456789abL);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).asString().startsWith("01234567-89ab-7");
        assertThat(TimeOrderedId.at(1)).isNotEqualTo(TimeOrderedId.at(1));
    }
}
