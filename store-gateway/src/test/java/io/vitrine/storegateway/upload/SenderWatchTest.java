package io.vitrine.storegateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderWatchTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SenderWatch watch = new SenderWatch(Duration.ofSeconds(900), 0);

    @Test
    void silenceIsEndedAfterTheTimeout() {
        assertThat(watch.look(299 * SECOND, true)).isEmpty();
        watch.received(400_000);
        assertThat(watch.look(1_100 * SECOND, true)).isEmpty();
        watch.received(400_000);
        assertThat(watch.look(1_999 * SECOND, true)).isEmpty();
        assertThat(new SenderWatch(Duration.ofSeconds(900), 0).look(900 * SECOND, true))
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
}
