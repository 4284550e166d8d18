package io.vitrine.imageapi.upkeep;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * What was found in one store.
 *
 * @param objects how many objects and leftovers of writes are what
 * @param orphanBytes that orphans take, as far as the store tells
 * @param removed orphans that are gone now
 * @param problems why the store was not seen whole, or orphans are still there; empty when all is well
 */
public record GarbageReport(
        String store,
        Map<Finding, Long> objects,
        long orphanBytes,
        List<String> orphans,
        long removed,
        List<String> problems) {
    @JsonIgnore
    public boolean complete() {
        return problems.isEmpty();
    }

    /** A few lines for people. */
    public String text(boolean removing) {
        StringBuilder text = new StringBuilder();
        text.append("%s: %d live, %d fresh, %d of others, %d ahead of the database, %d orphans (%d bytes)"
                .formatted(
                        store,
                        objects.get(Finding.LIVE),
                        objects.get(Finding.FRESH),
                        objects.get(Finding.FOREIGN),
                        objects.get(Finding.AHEAD),
                        objects.get(Finding.ORPHAN),
                        orphanBytes));
        if (removing) {
            text.append(", %d removed".formatted(removed));
        }
        orphans.forEach(orphan -> text.append("\n  ").append(orphan));
        problems.forEach(problem -> text.append("\n  ! ").append(problem));
        return text.toString();
    }
}
