package io.vitrine.imageapi.key;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What became of a key. Only {@code pending} is ever left, unless an operator says otherwise (spec: keys, section 4.8). */
public enum KeyCleanupState {
    PENDING,
    DELETED,
    ALREADY_GONE,
    SKIPPED,
    FAILED;

    private static final Map<KeyCleanupState, Set<KeyCleanupState>> NEXT =
            Map.of(PENDING, Set.of(DELETED, ALREADY_GONE, SKIPPED, FAILED));

    public boolean canBecome(KeyCleanupState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** As the database spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
