package io.vitrine.imageapi.sweep;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what died, repeats what is due and forgets what is over (design, section 3). One replica sweeps at a time, by an advisory lock
 * that ends with its connection.
 */
@Singleton
public class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long LOCK = 0x5649_5452_5357_4550L;

    private final AgroalDataSource dataSource;
    private final List<SweepStep> steps;
    private final LeaseConfig config;
    private final Clock clock;
    /** Since when the database has answered every sweep; null while it does not. */
    private @Nullable Instant reachableSince;
    /** When a sweep did something last. */
    private @Nullable Instant aliveAt;

    Sweeper(AgroalDataSource dataSource, @All List<SweepStep> steps, LeaseConfig config, Clock clock) {
        this.dataSource = dataSource;
        this.steps = steps;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${images.sweep.every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public synchronized void sweep() {
        stoodStill();
        alive();
        try (Connection connection = dataSource.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
                reachable();
                return;
            }
            try {
                for (SweepStep step : steps) {
                    if (!step.judgesLeases() || !stoodStill() && leasesCount(reachable())) {
                        run(step);
                    }
                    alive();
                }
            } finally {
                ask(connection, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            reachableSince = null;
            LOG.atWarn().setCause(e).log("cannot sweep: the database does not answer");
        } finally {
            alive();
        }
    }

    private void alive() {
        aliveAt = clock.instant();
    }

    /** For so long nothing ran here that holders may have tried to renew in vain: their leases begin anew. */
    private boolean stoodStill() {
        Instant last = aliveAt;
        if (last == null) {
            return false;
        }
        Duration usual = config.every().multipliedBy(2);
        Duration half = config.shortestLease().dividedBy(2);
        Duration most = usual.compareTo(half) > 0 ? usual : half;
        if (Duration.between(last, clock.instant()).compareTo(most) <= 0) {
            return false;
        }
        LOG.atWarn().addKeyValue("since", last).log("this process stood still; leases are judged one lease from now");
        reachableSince = null;
        return true;
    }

    private Instant reachable() {
        if (reachableSince == null) {
            reachableSince = clock.instant();
        }
        return reachableSince;
    }

    private boolean leasesCount(Instant since) {
        return !clock.instant().isBefore(since.plus(config.longestLease()));
    }

    /** A step that fails is tried again with the next sweep and holds up no other. */
    private static void run(SweepStep step) {
        try {
            step.sweep();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("step", step.getClass().getSimpleName())
                    .log("a sweep step failed");
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
