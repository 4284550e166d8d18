package io.vitrine.keycleanup.barbican;

import static io.vitrine.keycleanup.barbican.ScriptedBarbican.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Barbican that fails again and again is spared. */
class BarbicanOutageTest extends BarbicanSurroundings {
    @Test
    void fiveFailuresInARowSpareTheKeyManagerForAMinute() {
        BarbicanManager manager = manager(barbican.endpoint());
        for (int i = 0; i < 5; i++) {
            manager.delete(command());
        }
        now = now.plusSeconds(20);

        DeletionOutcome outcome = manager.delete(command());

        assertThat(outcome).isEqualTo(new TryLater("circuit-open", null, Duration.ofSeconds(40)));
        assertThat(barbican.requests).hasSize(5);
    }

    @Test
    void afterTheMinuteOneCallDecides() {
        BarbicanManager manager = manager(barbican.endpoint());
        for (int i = 0; i < 5; i++) {
            manager.delete(command());
        }
        now = now.plusSeconds(60);
        barbican.then(answer(204)).then(answer(204));

        assertThat(manager.delete(command())).isEqualTo(new Deleted(204));
        assertThat(manager.delete(command())).isEqualTo(new Deleted(204));
    }

    @Test
    void aFailedProbeClosesTheDoorForAnotherMinute() {
        BarbicanManager manager = manager(barbican.endpoint());
        for (int i = 0; i < 5; i++) {
            manager.delete(command());
        }
        now = now.plusSeconds(60);
        manager.delete(command());
        now = now.plusSeconds(59);

        assertThat(manager.delete(command())).isEqualTo(new TryLater("circuit-open", null, Duration.ofSeconds(1)));
    }

    @Test
    void anAnswerBelow500EndsTheRow() {
        for (int i = 0; i < 4; i++) {
            barbican.then(answer(500));
        }
        barbican.then(answer(403)).then(answer(500)).then(answer(204));
        BarbicanManager manager = manager(barbican.endpoint());
        for (int i = 0; i < 6; i++) {
            manager.delete(command());
        }

        assertThat(manager.delete(command())).isEqualTo(new Deleted(204));
    }
}
