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
    private static final String PLACE = "select " + TaskView.COLUMNS + " from tasks t where id = ?::uuid";
    /** One job of each project, the oldest first; then the next of each. */
    private static final String BY_DEFINITION = """
            with waiting as (
                select id, created_at, row_number() over (partition by owner order by created_at, id) as nth
                from tasks where status = 'pending')
            select count(*) as queue_position from waiting w, waiting mine
            where mine.id = ?::uuid and (w.nth, w.created_at, w.id) <= (mine.nth, mine.created_at, mine.id)
            """;

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

    /** At the head of the queue it is found at once; further back it costs no more than the jobs before it. */
    @Test
    void aPlaceInTheQueueIsCountedFromItsHead() throws SQLException {
        for (int nth : new int[] {1, 50, 700}) {
            String task = waiting("project-7", nth);

            List<String> plan = explain(PLACE, task);

            assertThat(buffers(plan)).as(String.join("\n", plan)).isLessThan(MOST_BUFFERS + 40 * nth);
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan on tasks"));
            assertThat(number(PLACE, task)).as("job %d of its project", nth).isEqualTo(number(BY_DEFINITION, task));
        }
    }

    private static String waiting(String project, int nth) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select id::text from tasks where owner = ? and status = 'pending' order by created_at, id offset ? limit 1")) {
            statement.setString(1, project);
            statement.setInt(2, nth - 1);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static long number(String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("queue_position");
            }
        }
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
