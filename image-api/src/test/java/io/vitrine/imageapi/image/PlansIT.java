package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.TestComponents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of 25 among 200,000 images touches few buffers, whatever it is filtered and sorted by: performance, "Database rules". In a database of
 * its own, with the plans that the service gets.
 */
class PlansIT {
    private static final int MOST_BUFFERS = 500;
    private static final int IMAGES_OF_PROJECT = 500;
    /** What no index can filter and order at once (docs/adr/0012): at worst the rows of a half-rare tag, or one pass over one index. */
    private static final int MOST_BUFFERS_AT_WORST = 8_000;

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private static final Caller PROJECT = TestCallers.of("u", "project-70", Role.MEMBER);
    private static final Caller LARGE_PROJECT = TestCallers.of("u", "large", Role.MEMBER);
    private static final Caller ADMIN = TestCallers.of("u", "project-70", Role.ADMIN);

    /** Of columns that stand in the indexes: common values, rare ones, and none at all. */
    private static final List<String> OF_COLUMNS = List.of(
            "",
            "status=active",
            "status=nothing",
            "disk_format=qcow2",
            "disk_format=vhd",
            "disk_format=nothing",
            "container_format=bare",
            "container_format=ova",
            "container_format=nothing",
            "name=common-7",
            "name=snapshot-77777",
            "name=nothing",
            "id=00000000-0000-4000-8000-000000000000",
            "protected=true",
            "protected=false",
            "os_hidden=true",
            "owner=project-5",
            "owner=nothing",
            "checksum=c77",
            "checksum=nothing",
            "os_hash_value=h77",
            "os_hash_algo=sha512",
            "os_hash_algo=sha256",
            "os_hash_algo=nothing",
            "size=77",
            "size_min=199900",
            "virtual_size=77",
            "virtual_size_min=399900",
            "min_ram=512",
            "min_ram=77",
            "min_ram_min=9999",
            "min_disk=10",
            "min_disk=77",
            "min_disk_min=9999",
            "created_at=2020-02-02T02:02:00Z",
            "updated_at=2020-02-02T02:02:00Z");

    /** Filters that some order contradicts: what was made first was changed first, and what is queued has no size, which counts as the smallest. */
    private static final List<String> CONTRADICTED = List.of(
            "status=queued",
            "size_max=100",
            "status=in:queued,deactivated",
            "created_at=lt:2020-01-05",
            "created_at=gte:2020-05-15",
            "updated_at=gt:2020-06-01",
            "updated_at=lt:2020-01-08");

    private static final List<String> OF_RECORDS = List.of(
            "tag=half",
            "tag=rare",
            "tag=nothing",
            "tag=half&tag=rare",
            "os_distro=debian",
            "licence=special",
            "licence=nothing",
            "os_distro=debian&licence=special");

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        Database database = TestComponents.ensure(Component.POSTGRESQL).database("image_api_plans");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("db/expand")
                .load()
                .migrate();
        connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        try (Statement statement = connection.createStatement();
                InputStream images = PlansIT.class.getResourceAsStream("plans.sql")) {
            statement.execute(new String(images.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("vacuum analyze");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    static Stream<String> indexedFilters() {
        return Stream.of(OF_COLUMNS, CONTRADICTED).flatMap(List::stream);
    }

    static Stream<String> recordFilters() {
        return OF_RECORDS.stream();
    }

    static Stream<String> columnFilters() {
        return OF_COLUMNS.stream();
    }

    static Stream<String> contradictedFilters() {
        return CONTRADICTED.stream();
    }

    @ParameterizedTest
    @MethodSource("indexedFilters")
    void aProjectsPageTouchesFewBuffersInEveryOrder(String filter) throws SQLException {
        assertFewBuffers(filter, PROJECT, MOST_BUFFERS, SortKey.values());
    }

    @ParameterizedTest
    @MethodSource("recordFilters")
    void aProjectsPageByRecordsReadsItsOwnImagesAtWorst(String filter) throws SQLException {
        assertFewBuffers(filter, PROJECT, MOST_BUFFERS, SortKey.CREATED_AT, SortKey.NAME);
        assertFewBuffers(filter, PROJECT, MOST_BUFFERS + IMAGES_OF_PROJECT, SortKey.values());
    }

    @ParameterizedTest
    @MethodSource("columnFilters")
    void aLargeProjectsPageTouchesFewBuffersInEveryOrder(String filter) throws SQLException {
        assertFewBuffers(filter, LARGE_PROJECT, MOST_BUFFERS, SortKey.values());
    }

    @ParameterizedTest
    @MethodSource("columnFilters")
    void anAdministratorsPageTouchesFewBuffersInEveryOrder(String filter) throws SQLException {
        assertFewBuffers(filter, ADMIN, MOST_BUFFERS, SortKey.values());
    }

    @ParameterizedTest
    @MethodSource("contradictedFilters")
    void aContradictedFilterCostsOnePassOverAnIndex(String filter) throws SQLException {
        assertFewBuffers(filter, LARGE_PROJECT, MOST_BUFFERS, SortKey.values());
        assertFewBuffers(filter, ADMIN, MOST_BUFFERS_AT_WORST, SortKey.values());
        assertFewBuffers(filter, ADMIN, MOST_BUFFERS, SortKey.CREATED_AT, SortKey.STATUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visibility=public",
                "visibility=community",
                "visibility=shared",
                "visibility=private",
                "visibility=all",
                "member_status=all"
            })
    void everyVisibilityTouchesFewBuffers(String visibility) throws SQLException {
        for (Caller caller : List.of(PROJECT, LARGE_PROJECT, ADMIN)) {
            assertFewBuffers(visibility, caller, MOST_BUFFERS, SortKey.values());
            assertFewBuffers(visibility + "&protected=true&disk_format=qcow2", caller, MOST_BUFFERS, SortKey.values());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag=half", "tag=rare", "tag=nothing", "os_distro=debian", "licence=nothing"})
    void commonAndRareRecordsInTheUsualOrderTouchFewBuffers(String filter) throws SQLException {
        assertFewBuffers(filter, LARGE_PROJECT, MOST_BUFFERS, SortKey.CREATED_AT);
        assertFewBuffers(filter, ADMIN, MOST_BUFFERS, SortKey.CREATED_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag=half", "tag=half-rare", "licence=special", "os_distro=debian"})
    void theWorstThatRecordsCanCostIsBounded(String filter) throws SQLException {
        assertFewBuffers(filter, LARGE_PROJECT, MOST_BUFFERS_AT_WORST, SortKey.values());
        assertFewBuffers(filter, ADMIN, MOST_BUFFERS_AT_WORST, SortKey.values());
    }

    private static void assertFewBuffers(String filter, Caller caller, int most, SortKey... keys) throws SQLException {
        for (SortKey key : keys) {
            for (String direction : List.of("asc", "desc")) {
                Query query = Query.parse(filter + "&sort=" + key.word() + ":" + direction);
                String plan = plan(query, caller);
                assertThat(buffers(plan)).as(() -> query + "\n" + plan).isLessThanOrEqualTo(most);
            }
        }
    }

    private static String plan(Query query, Caller caller) throws SQLException {
        List<Condition> filters = Filters.of(query, name -> true);
        List<Object> values = new ArrayList<>();
        String statement = ImageList.statement(VisibleSet.of(query, caller), filters, SortOrder.of(query), 25, values);
        String mode = filters.size() == 1 ? "force_generic_plan" : "force_custom_plan";
        try (PreparedStatement explain =
                connection.prepareStatement("explain (analyze, buffers, timing off) " + statement)) {
            connection.createStatement().execute("set plan_cache_mode = " + mode);
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                explain.setObject(
                        i + 1,
                        value instanceof Object[] array
                                ? connection.createArrayOf(array instanceof String[] ? "text" : "uuid", array)
                                : value);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    /** The whole plan's buffers stand in its first line of them. */
    private static int buffers(String plan) {
        Matcher buffers = BUFFERS.matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        return Stream.of(buffers.group(1), buffers.group(2))
                .mapToInt(digits -> digits == null ? 0 : Integer.parseInt(digits))
                .sum();
    }
}
