package io.vitrine.imageapi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.vitrine.imageapi.health.Readiness;
import io.vitrine.imageapi.migration.SchemaState.Step;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sql.TestSql;
import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One upgrade from an empty database to the end, in a database of its own (spec: seeds, sections 2.2 and 2.3). */
@TestMethodOrder(OrderAnnotation.class)
class SchemaUpgradeIT {
    private static final int ROWS = 25;

    private static AgroalDataSource dataSource;
    private static Sql sql;
    private static SchemaUpgrade upgrade;

    /** Copies a column that the next release has under another name. */
    private static final class CopyNames implements DataMigration {
        @Override
        public String name() {
            return "copy names";
        }

        @Override
        public boolean isPending(Sql in) {
            return hasColumns(in) && in.exists("select 1 from images where new_name is null");
        }

        @Override
        public int migrate(Sql in, int most) {
            return hasColumns(in)
                    ? in.update(
                            "update images set new_name = old_name where id in (select id from images where new_name is null limit ?)",
                            most)
                    : 0;
        }

        private static boolean hasColumns(Sql in) {
            return in.exists(
                    "select 1 from information_schema.columns where table_name = 'images' and column_name = 'old_name'");
        }
    }

    @BeforeAll
    static void emptyDatabase() throws SQLException {
        Database database = TestComponents.ensure(Component.POSTGRESQL).database("image_api_upgrade");
        var settings = new AgroalDataSourceConfigurationSupplier();
        settings.connectionPoolConfiguration()
                .maxSize(8)
                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.jdbcUrl())
                        .principal(new NamePrincipal(database.user()))
                        .credential(new SimplePassword(database.password())));
        dataSource = AgroalDataSource.from(settings);
        sql = TestSql.of(dataSource);
        upgrade = new SchemaUpgrade(dataSource, sql, List.of(new CopyNames()), new OlderProcesses(sql, "1.1.0"));
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @Test
    @Order(1)
    void anEmptyDatabaseWantsToBeExpandedFirst() {
        assertThat(upgrade.state().heads()).isEmpty();
        assertThat(upgrade.state().next()).isEqualTo(Step.EXPAND);
        assertThat(upgrade.state().next().exitCode()).isEqualTo(3);
        assertThat(Readiness.of(sql, upgrade))
                .isEqualTo("DOWN {phase=expand, reason=the phase expand is missing: run image-admin db expand}");
        assertThatThrownBy(() -> upgrade.migrate(10, Duration.ZERO, so -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expand");
        assertThatThrownBy(() -> upgrade.contract())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expand");
    }

    @Test
    @Order(2)
    void afterExpandingRowsAreLeftToMigrate() {
        assertThat(upgrade.expand()).isPositive();
        assertThat(upgrade.expand()).isZero();
        sql.update("alter table images add column old_name text, add column new_name text");
        sql.update("insert into images (id, status, visibility, created_at, updated_at, old_name)"
                + " select gen_random_uuid(), 'queued', 'private', now(), now(), 'x' || n from generate_series(1, "
                + ROWS + ") n");

        assertThat(upgrade.state().heads()).singleElement().asString().startsWith("expand ");
        assertThat(upgrade.state().next().exitCode()).isEqualTo(4);
        assertThat(Readiness.of(sql, upgrade))
                .as("new code bears rows of old form")
                .isEqualTo("UP {phase=migrate}");
        assertThatThrownBy(() -> upgrade.contract())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("copy names");
        assertThat(sql.exists("select 1 from images where old_name is not null"))
                .isTrue();
    }

    @Test
    @Order(3)
    void aRunThatWasKilledIsFinishedByTheNext() throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        assertThatThrownBy(() -> upgrade.migrate(10, Duration.ZERO, so -> {
                    seen.add(so);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(seen).containsExactly(10L);

        assertThat(upgrade.migrate(10, Duration.ZERO, seen::add)).isEqualTo(ROWS - 10);
        assertThat(sql.exists("select 1 from images where new_name is distinct from old_name"))
                .isFalse();
        assertThat(upgrade.migrate(10, Duration.ZERO, seen::add)).isZero();
    }

    @Test
    @Order(4)
    void twoRunsNeverMigrateTogether() throws Exception {
        sql.update("update images set new_name = null");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> upgrade.migrate(10, Duration.ZERO, so -> {
                inside.countDown();
                await(end);
            }));
            inside.await();
            var second = threads.submit(() -> upgrade.migrate(10, Duration.ZERO, so -> {}));
            assertThatThrownBy(second::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("Another run");
            end.countDown();
            assertThat(first.get()).isEqualTo(ROWS);
        }
    }

    @Test
    @Order(5)
    void nothingIsTakenAwayWhileAnOldProcessWasSeenWithinTenMinutes() {
        sql.update("insert into instances values ('old', '1.0.0', now() - interval '9 minutes'),"
                + " ('new', '1.1.0', now()), ('gone', '1.0.0', now() - interval '11 minutes')");
        sql.update("insert into gateways (id, url, version, seen_at) values ('g', 'http://g', '1.1.0', now())");

        assertThatThrownBy(() -> upgrade.contract())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("image-api old (1.0.0")
                .hasMessageNotContaining("new")
                .hasMessageNotContaining("gone");
        assertThat(upgrade.state().next()).isEqualTo(Step.CONTRACT);
        assertThat(sql.exists("select 1 from information_schema.columns where column_name = 'old_name'"))
                .isTrue();

        sql.update("update gateways set version = '0.9'");
        sql.update("delete from instances where id = 'old'");
        assertThatThrownBy(() -> upgrade.contract()).hasMessageContaining("store-gateway g (0.9");
        sql.update("delete from gateways");
    }

    @Test
    @Order(6)
    void atLastWhatIsOldGoes() {
        assertThat(upgrade.state().next().exitCode()).isEqualTo(5);
        assertThat(upgrade.contract()).isEqualTo(1);
        assertThat(upgrade.state().next()).isEqualTo(Step.NOTHING);
        assertThat(Readiness.of(sql, upgrade)).isEqualTo("UP {}");
        assertThat(upgrade.state().next().exitCode()).isZero();
        assertThat(upgrade.contract()).isZero();
        assertThat(upgrade.state().heads()).hasSize(2);
        assertThat(sql.exists("select 1 from information_schema.columns where column_name = 'old_name'"))
                .isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
