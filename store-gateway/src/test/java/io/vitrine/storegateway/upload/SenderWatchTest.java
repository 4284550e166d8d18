package io.vitrine.storegateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.contracts.internal.Problem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SenderWatchTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SenderWatch watch = new SenderWatch(Duration.ofSeconds(900), 0);

    @Test
    void silenceIsEndedAfterTheTimeout() {
        assertThat(quiet(0, 899)).isEmpty();
        watch.received(4_000_000);
        assertThat(quiet(899, 1_798)).isEmpty();
        assertThat(watch.look(1_799 * SECOND, true))
                .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(408));
    }

    @Test
    void aTrickleIsEndedAfterFiveMinutes() {
        for (int second = 1; second < 300; second++) {
            watch.received(1);
            assertThat(watch.look(second * SECOND, true)).isEmpty();
        }
        assertThat(watch.look(300 * SECOND, true)).isPresent();
    }

    @Test
    void oneKibibyteASecondIsEnough() {
        for (int second = 1; second < 1_000; second++) {
            watch.received(1_024);
            assertThat(watch.look(second * SECOND, true)).isEmpty();
        }
    }

    @Test
    void timeInWhichWeDidNotListenIsNotTheSendersFault() {
        assertThat(watch.look(10_000 * SECOND, false)).isEmpty();
        assertThat(watch.look(10_010 * SECOND, true)).isEmpty();
    }

    @Test
    void aProcessThatStoodStillDoesNotBlameTheSender() {
        assertThat(watch.look(10_000 * SECOND, true)).isEmpty();
    }

    private Optional<Problem> quiet(int from, int to) {
        for (int second = from + 1; second < to; second++) {
            assertThat(watch.look(second * SECOND, true)).isEmpty();
        }
        return watch.look(to * SECOND, true);
    }
}
