package io.vitrine.imageapi.location;

import static io.vitrine.imageapi.location.LocationStatus.ACTIVE;
import static io.vitrine.imageapi.location.LocationStatus.ORPHANED;
import static io.vitrine.imageapi.location.LocationStatus.PART;
import static io.vitrine.imageapi.location.LocationStatus.PENDING;
import static io.vitrine.imageapi.location.LocationStatus.PENDING_DELETE;
import static io.vitrine.imageapi.location.LocationStatus.STAGED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocationStatusTest {
    @Test
    void aLocationMakesTheseMovesAndNoOthers() {
        Map<LocationStatus, Set<LocationStatus>> moves = Map.of(
                PENDING, Set.of(ACTIVE, STAGED, PART, PENDING_DELETE),
                PART, Set.of(STAGED, PENDING_DELETE),
                STAGED, Set.of(PENDING_DELETE),
                ACTIVE, Set.of(PENDING_DELETE),
                PENDING_DELETE, Set.of(ACTIVE, ORPHANED),
                ORPHANED, Set.of(PENDING_DELETE));
        for (LocationStatus from : LocationStatus.values()) {
            for (LocationStatus to : LocationStatus.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(moves.get(from).contains(to));
            }
        }
    }
}
