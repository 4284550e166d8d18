package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of 25 touches few buffers, however many images there are: performance, "Database rules". */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PlansIT {
    private static final int MOST_BUFFERS = 500;
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
    private static boolean filled;

    @Inject
    Sql sql;

    /** Marked as deleted at once where they would disturb other tests: no. They belong to owners that no other test lists. */
    @BeforeEach
    void fill() {
        if (filled) {
            return;
        }
        filled = true;
        sql.update("""
                insert into images (id, name, status, visibility, owner, created_at, updated_at, properties)
                select gen_random_uuid(), 'plan-' || n % 1000, 'active',
                    case when n % 50 = 0 then 'public' when n % 50 = 1 then 'community' when n % 3 = 0 then 'shared' else 'private' end,
                    'plans-' || n % 400, timestamptz '2020-01-01Z' + n * interval '1 minute', now(), '{"os_distro": "debian"}'
                from generate_series(1, 60000) n
                """);
        sql.update("""
                insert into image_members (image_id, member, status, created_at, updated_at)
                select id, 'plans-1', 'accepted', now(), now() from images
                where owner = 'plans-2' and visibility = 'shared' limit 40
                """);
        sql.update("analyze");
    }

    @AfterAll
    static void clear() {
        Sql sql = io.quarkus.arc.Arc.container().instance(Sql.class).get();
        sql.update("delete from image_members where member = 'plans-1'");
        sql.update("delete from images where owner like 'plans-%'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "visibility=all",
                "visibility=public",
                "visibility=shared",
                "member_status=all",
                "limit=25&sort=created_at:asc",
                "sort_key=name&sort_dir=asc",
                "sort=name:desc&visibility=all",
                "tag=x&owner=plans-1"
            })
    void aPageOfAProjectTouchesFewBuffers(String query) {
        assertThat(buffers(query, new Caller("u", "plans-1", Set.of(Role.MEMBER, Role.READER))))
                .isLessThan(MOST_BUFFERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "visibility=all", "visibility=private", "sort_key=name&sort_dir=asc"})
    void aPageOfAnAdministratorTouchesFewBuffers(String query) {
        assertThat(buffers(query, new Caller("u", "plans-1", Role.ADMIN.expanded())))
                .isLessThan(MOST_BUFFERS);
    }

    private int buffers(String text, Caller caller) {
        Query query = Query.parse(text);
        List<Object> values = new ArrayList<>();
        String statement = ImageList.statement(
                VisibleSet.of(query, caller), Filters.of(query, property -> true), SortOrder.of(query), 25, values);
        // The whole plan's buffers stand in its first line of them.
        String plan = String.join(
                "\n", sql.list("explain (analyze, buffers) " + statement, row -> row.getString(1), values.toArray()));
        Matcher buffers = BUFFERS.matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        int all = number(buffers.group(1)) + number(buffers.group(2));
        if (all >= MOST_BUFFERS) {
            System.out.println(plan);
        }
        return all;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
