package io.vitrine.imageapi.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyCleanupStateTest {
    @Test
    void everyEndingIsReachedFromPendingAndIsFinal() {
        for (KeyCleanupState from : KeyCleanupState.values()) {
            for (KeyCleanupState to : KeyCleanupState.values()) {
                boolean ending = to != KeyCleanupState.PENDING;
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(from == KeyCleanupState.PENDING && ending);
            }
        }
    }
}
