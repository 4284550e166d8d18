package io.vitrine.imageapi.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a sweep happens, and what it may judge. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class SweeperIT {
    private static final LeaseConfig LEASES = new LeaseConfig() {
        @Override
        public Duration every() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration uploadLease() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration importLease() {
            return Duration.ofSeconds(40);
        }
    };

    @Inject
    AgroalDataSource database;

    private final List<String> done = new ArrayList<>();
    private final Hand clock = new Hand();

    @Test
    void leasesAreJudgedOneLeaseAfterTheStart() {
        Sweeper sweeper = sweeper();
        sweep(sweeper, 4);
        assertThat(done).containsOnly("repeats").hasSize(4);

        sweep(sweeper, 1);
        assertThat(done).endsWith("repeats", "leases");
    }

    /** Suspended with its machine, or stopped: whoever tried to renew meanwhile was not heard. */
    @Test
    void leasesAreJudgedOneLeaseAfterAStandstill() {
        Sweeper sweeper = sweeper();
        sweep(sweeper, 5);
        clock.turn(Duration.ofSeconds(25));
        done.clear();

        sweep(sweeper, 4);
        assertThat(done).containsOnly("repeats").hasSize(4);

        sweep(sweeper, 1);
        assertThat(done).endsWith("repeats", "leases");
    }

    @Test
    void oneReplicaSweepsAtATime() throws SQLException {
        Sweeper sweeper = sweeper();
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x5649_5452_5357_4550L + ")");
            sweeper.sweep();
            assertThat(done).isEmpty();
            statement.execute("select pg_advisory_unlock(" + 0x5649_5452_5357_4550L + ")");
        }
        sweeper.sweep();
        assertThat(done).containsExactly("repeats");
    }

    @Test
    void aStepThatFailsHoldsUpNoOther() {
        SweepStep broken = () -> {
            throw new IllegalStateException("broken");
        };
        var sweeper = new Sweeper(database, List.of(broken, () -> done.add("after")), LEASES, clock);

        sweeper.sweep();
        sweeper.sweep();

        assertThat(done).containsExactly("after", "after");
    }

    /** Now and then every ten seconds. */
    private void sweep(Sweeper sweeper, int times) {
        for (int i = 0; i < times; i++) {
            sweeper.sweep();
            clock.turn(LEASES.every());
        }
    }

    private Sweeper sweeper() {
        SweepStep judging = new SweepStep() {
            @Override
            public void sweep() {
                done.add("leases");
            }

            @Override
            public boolean judgesLeases() {
                return true;
            }
        };
        return new Sweeper(database, List.of(() -> done.add("repeats"), judging), LEASES, clock);
    }

    /** A clock that stands until it is turned. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
