package io.vitrine.imageapi.key;

import static io.vitrine.imageapi.key.KeyCleanupState.ALREADY_GONE;
import static io.vitrine.imageapi.key.KeyCleanupState.DELETED;
import static io.vitrine.imageapi.key.KeyCleanupState.FAILED;
import static io.vitrine.imageapi.key.KeyCleanupState.PENDING;
import static io.vitrine.imageapi.key.KeyCleanupState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyCleanupStateTest {
    /** What is gone stays gone; what stayed may be tried again, and what failed may be closed. */
    private static final Map<KeyCleanupState, Set<KeyCleanupState>> ALLOWED = Map.of(
            PENDING, Set.of(DELETED, ALREADY_GONE, SKIPPED, FAILED),
            DELETED, Set.of(),
            ALREADY_GONE, Set.of(),
            SKIPPED, Set.of(PENDING),
            FAILED, Set.of(PENDING, SKIPPED));

    @Test
    void everyStateHasItsNextOnes() {
        for (KeyCleanupState from : KeyCleanupState.values()) {
            for (KeyCleanupState to : KeyCleanupState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(ALLOWED.get(from).contains(to));
            }
        }
    }
}
