package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The next job among 30,000 that wait for 20 projects costs a few index pages, however long the queue is. */
class ClaimPlanIT {
    private static final int MOST_BUFFERS = 400;
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        Database database = TestComponents.ensure(Component.POSTGRESQL).database("image_api_claims");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/expand")
                .load()
                .migrate();
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into images (id, status, visibility, owner, created_at, updated_at)
                    select gen_random_uuid(), 'queued', 'private', 'project-' || n % 20, now(), now() from generate_series(1, 30000) n
                    """);
            statement.execute("""
                    insert into tasks (id, type, status, owner, image_id, input, created_at, updated_at)
                    select gen_random_uuid(), 'api_image_import', 'pending', owner, id, '{}', created_at + random() * interval '1 hour', now()
                    from images
                    """);
            statement.execute("""
                    insert into tasks (id, type, status, owner, image_id, input, created_at, updated_at)
                    select gen_random_uuid(), 'api_image_import', 'success', owner, id, '{}', created_at, now() from images
                    """);
            statement.execute(
                    "update tasks set status = 'processing' where id in (select id from tasks where owner = 'project-1' limit 9)");
            statement.execute("vacuum analyze");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void theProjectsAreFoundByStepping() throws SQLException {
        List<String> plan = explain(JobClaims.PROJECTS);
        assertThat(buffers(plan)).as(String.join("\n", plan)).isLessThan(MOST_BUFFERS);
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on tasks"));
        List<String> projects = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(JobClaims.PROJECTS)) {
            while (rows.next()) {
                projects.add(rows.getString(1));
            }
        }
        assertThat(projects).hasSize(20).endsWith("project-1");
    }

    @Test
    void theOldestJobOfAProjectIsFoundAtOnce() throws SQLException {
        List<String> plan = explain(JobClaims.NEXT, "project-7");
        assertThat(buffers(plan)).as(String.join("\n", plan)).isLessThan(50);
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on tasks") || line.contains("Sort Key"));
    }

    private static List<String> explain(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("explain (analyze, buffers) " + query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }

    /** Of the whole: the first line that counts them. */
    private static int buffers(List<String> plan) {
        for (String line : plan) {
            Matcher buffers = BUFFERS.matcher(line);
            if (buffers.find()) {
                return number(buffers.group(1)) + number(buffers.group(2));
            }
        }
        throw new AssertionError("a plan counts its buffers");
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }
}
