package io.vitrine.imageapi.migration;

import io.vitrine.imageapi.sql.Sql;

/**
 * Rows that a release wants in another form than its predecessor wrote them. Which rows are left is read from the rows themselves: a run that
 * was killed goes on where it ended, no row is changed twice, and what an old release writes meanwhile is found, too.
 */
public interface DataMigration {
    /** For people. */
    String name();

    /** Whether any row is left. */
    boolean isPending(Sql sql);

    /**
     * Changes some of the rows that are left, in a single statement.
     *
     * @param most no more rows than this
     * @return how many; 0 when none is left
     */
    int migrate(Sql sql, int most);
}
