package io.vitrine.imageapi.migration;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The steps of an upgrade. Each may be run again, does nothing when it was done, and waits for, or refuses beside, another run of itself. Old
 * and new releases serve while the first two run; the third is for the new one alone.
 */
@Unremovable
@ApplicationScoped
public class SchemaUpgrade {
    /** A script waits no longer than this for a lock that a request holds: requests behind it would wait, too. */
    private static final String PATIENCE = "set lock_timeout = '5s'";
    /** Any number that nobody else uses. */
    private static final long MIGRATING = 0x76697472696e65L;

    private final AgroalDataSource dataSource;
    private final Sql sql;
    private final List<DataMigration> migrations;
    private final OlderProcesses older;

    SchemaUpgrade(AgroalDataSource dataSource, Sql sql, @All List<DataMigration> migrations, OlderProcesses older) {
        this.dataSource = dataSource;
        this.sql = sql;
        this.migrations = List.copyOf(migrations);
        this.older = older;
    }

    public SchemaState state() {
        Flyway expand = scripts("expand").load();
        boolean expanded = expand.info().pending().length == 0;
        Flyway contract = scripts("contract").load();
        return new SchemaState(
                heads(expand, contract),
                expanded,
                expanded ? pendingMigrations() : List.of(),
                expanded && contract.info().pending().length == 0);
    }

    /** Adds what the new release needs; the old one does not notice. @return how many scripts ran */
    public int expand() {
        return withPatience("expand").load().migrate().migrationsExecuted;
    }

    /**
     * Changes rows, some at a time.
     *
     * @param batch most rows of one statement
     * @param pause after each, so that requests get through
     * @param progress told the number of rows so far
     * @return how many rows were changed
     * @throws ProblemException 409 before {@link #expand}, or while another run is going on
     */
    public long migrate(int batch, Duration pause, LongConsumer progress) throws InterruptedException {
        if (!state().expanded()) {
            throw ProblemException.conflict("The database must be expanded first: image-admin db expand.");
        }
        try (Connection alone = dataSource.getConnection()) {
            alone.setAutoCommit(false);
            try {
                if (!isAlone(alone)) {
                    throw ProblemException.conflict("Another run of 'db migrate' is going on.");
                }
                return migrateAlone(batch, pause, progress);
            } finally {
                // Gives the lock back.
                alone.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Takes away what only the old release needed. @return how many scripts ran
     *
     * @throws ProblemException 409 before {@link #expand}, while {@link #migrate} has rows left, and while a process of an older release was seen
     *     just now; nothing is touched then
     */
    public int contract() {
        SchemaState state = state();
        return switch (state.next()) {
            case EXPAND ->
                throw ProblemException.conflict("The database must be expanded first: image-admin db expand.");
            case MIGRATE ->
                throw ProblemException.conflict("Rows are left to migrate (%s): image-admin db migrate."
                        .formatted(String.join(", ", state.pendingMigrations())));
            case NOTHING -> 0;
            case CONTRACT -> {
                older.refuse();
                yield withPatience("contract").load().migrate().migrationsExecuted;
            }
        };
    }

    private long migrateAlone(int batch, Duration pause, LongConsumer progress) throws InterruptedException {
        long rows = 0;
        for (DataMigration migration : migrations) {
            for (int changed = migration.migrate(sql, batch); changed > 0; changed = migration.migrate(sql, batch)) {
                rows += changed;
                progress.accept(rows);
                Thread.sleep(pause);
            }
        }
        return rows;
    }

    /** Until the connection's transaction ends. */
    private static boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, MIGRATING);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private List<String> pendingMigrations() {
        return migrations.stream()
                .filter(migration -> migration.isPending(sql))
                .map(DataMigration::name)
                .toList();
    }

    private static List<String> heads(Flyway... folders) {
        List<String> heads = new ArrayList<>();
        for (Flyway folder : folders) {
            MigrationInfo head = folder.info().current();
            // The line under tables that were there before the folder's first script is no script.
            if (head != null && !head.getVersion().getVersion().equals("0")) {
                heads.add("%s %s %s"
                        .formatted(
                                folder.getConfiguration().getTable().substring("schema_history_".length()),
                                head.getVersion(),
                                head.getDescription()));
            }
        }
        return heads;
    }

    /** Not for a running service: its connections go back into the pool as they are. */
    private FluentConfiguration withPatience(String folder) {
        return scripts(folder).initSql(PATIENCE);
    }

    private FluentConfiguration scripts(String folder) {
        return Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/" + folder)
                .failOnMissingLocations(false)
                .table("schema_history_" + folder)
                // Of two folders the second one finds tables already.
                .baselineOnMigrate(folder.equals("contract"))
                .baselineVersion("0");
    }
}
