package io.vitrine.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many buffers a database has read, from its shared ones or from files. */
final class Buffers {
    private static final int LONGEST_WAIT_MILLIS = 15_000;

    private final Connection connection;
    private long transactions;

    Buffers(Connection connection) {
        this.connection = connection;
    }

    /** The count after at least so many more transactions: sessions tell what they did up to some seconds later. */
    long read(int more) throws SQLException, InterruptedException {
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
