package io.vitrine.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many buffers a database has read, from its shared ones or from files. */
final class Buffers {
    private static final int LONGEST_WAIT_MILLIS = 15_000;

    private static final int SECOND_MILLIS = 1_050;

    /** A request that makes the sessions which were busy before work once more. */
    interface Nudge {
        void ask() throws IOException, InterruptedException;
    }

    private final Connection connection;
    private long transactions;

    Buffers(Connection connection) {
        this.connection = connection;
    }

    /**
     * The count after at least so many more transactions. A session that falls idle tells what it did ten seconds later, and one that goes on
     * does so when it ends its next transaction, once a second: so something is asked of it after a second.
     */
    long read(int more, Nudge nudge) throws IOException, SQLException, InterruptedException {
        Thread.sleep(SECOND_MILLIS);
        nudge.ask();
        long until = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000L;
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select xact_commit + xact_rollback, blks_hit + blks_read from pg_stat_database"
                                    + " where datname = current_database()")) {
                row.next();
                if (row.getLong(1) >= transactions + more || System.nanoTime() > until) {
                    transactions = row.getLong(1);
                    return row.getLong(2);
                }
            }
            Thread.sleep(200);
        }
    }
}
