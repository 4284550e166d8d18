package io.vitrine.imageapi.importing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Life of a task (spec: model, section 10). */
public enum TaskStatus {
    PENDING,
    /** Some worker holds its lease. From here back to pending when that worker is lost and attempts are left (spec: imports, section 3). */
    PROCESSING,
    SUCCESS,
    FAILURE;

    private static final Map<TaskStatus, Set<TaskStatus>> NEXT = Map.of(
            PENDING, Set.of(PROCESSING, FAILURE, SUCCESS),
            PROCESSING, Set.of(SUCCESS, FAILURE, PENDING),
            SUCCESS, Set.of(),
            FAILURE, Set.of());

    public boolean canBecome(TaskStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    public boolean isFinal() {
        return NEXT.getOrDefault(this, Set.of()).isEmpty();
    }

    /** As clients and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
