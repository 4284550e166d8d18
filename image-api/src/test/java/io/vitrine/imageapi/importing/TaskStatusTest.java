package io.vitrine.imageapi.importing;

import static io.vitrine.imageapi.importing.TaskStatus.FAILURE;
import static io.vitrine.imageapi.importing.TaskStatus.PENDING;
import static io.vitrine.imageapi.importing.TaskStatus.PROCESSING;
import static io.vitrine.imageapi.importing.TaskStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskStatusTest {
    @Test
    void whatHasEndedStaysEnded() {
        Map<TaskStatus, Set<TaskStatus>> moves = Map.of(
                PENDING, Set.of(PROCESSING, SUCCESS, FAILURE),
                PROCESSING, Set.of(PENDING, SUCCESS, FAILURE),
                SUCCESS, Set.of(),
                FAILURE, Set.of());
        for (TaskStatus from : TaskStatus.values()) {
            for (TaskStatus to : TaskStatus.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(moves.get(from).contains(to));
            }
            assertThat(from.isFinal()).isEqualTo(from == SUCCESS || from == FAILURE);
        }
    }
}
