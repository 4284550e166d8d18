package io.vitrine.imageapi.key;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What became of a key. By itself only {@code pending} is ever left; an operator may have a key tried again that was skipped or failed, or
 * close one that failed (spec: keys, section 4.8).
 */
public enum KeyCleanupState {
    PENDING,
    DELETED,
    ALREADY_GONE,
    SKIPPED,
    FAILED;

    private static final Map<KeyCleanupState, Set<KeyCleanupState>> NEXT = Map.of(
            PENDING, Set.of(DELETED, ALREADY_GONE, SKIPPED, FAILED),
            SKIPPED, Set.of(PENDING),
            FAILED, Set.of(PENDING, SKIPPED));

    public boolean canBecome(KeyCleanupState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** As the database spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
