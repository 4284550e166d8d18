package io.vitrine.imageapi.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationTest {
    private static final long MIB = 1L << 20;

    @Test
    void stepsDoubleFromFourMebibytesAndAreOneGibibyteAtMost() {
        List<Long> grants = new ArrayList<>();
        long held = 0;
        for (int i = 0; i < 11; i++) {
            held = Reservation.ahead(held, held + 1, Long.MAX_VALUE).grantedBytes();
            grants.add(held / MIB);
        }
        assertThat(grants).containsExactly(4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 3072L);
    }

    @Test
    void neverLessThanNeededNorMoreThanThereIsRoomFor() {
        assertThat(Reservation.ahead(0, 100 * MIB, 200 * MIB).reservedBytes()).isEqualTo(100 * MIB);
        assertThat(Reservation.ahead(4 * MIB, 5 * MIB, 6 * MIB).reservedBytes()).isEqualTo(6 * MIB);
        assertThat(Reservation.ahead(0, 10, 10).grantedBytes()).isEqualTo(10);
    }
}
