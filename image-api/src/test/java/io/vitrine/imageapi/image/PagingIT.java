package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages neither repeat nor skip, even where sort keys are equal or absent (spec: images, 4.2 and 4.3). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PagingIT {
    private static final int IMAGES = 23;
    private static boolean made;

    @Inject
    Sql sql;

    @BeforeEach
    void images() {
        if (made) {
            return;
        }
        made = true;
        for (int i = 0; i < IMAGES; i++) {
            // Few names, sizes and times: most images are equal in most keys, some have no name and no size.
            sql.update(
                    "insert into images (id, name, status, visibility, owner, size, disk_format, tags, properties, min_ram, created_at, updated_at)"
                            + " values (?, ?, 'queued', ?, 'paging', ?, ?, ?, ?::jsonb, ?, timestamptz '2026-01-01T00:00:00Z' + ? * interval '1 second', now())",
                    UUID.randomUUID(),
                    i % 4 == 0 ? null : "name-" + i % 4,
                    i % 2 == 0 ? "private" : "shared",
                    i % 3 == 0 ? null : (long) (i % 3),
                    i % 5 == 0 ? null : "raw",
                    i % 2 == 0 ? new String[] {"even", "t"} : new String[] {"t"},
                    "{\"os_distro\": \"d" + i % 3 + "\"}",
                    i,
                    i / 5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sort=name:asc",
                "sort=name:desc",
                "sort=size:asc,name:desc",
                "sort_key=disk_format&sort_dir=asc",
                "sort_key=size&sort_key=name&sort_dir=desc&sort_dir=asc",
                "sort=status",
                "sort=id:asc",
                "sort=updated_at"
            })
    void everyOrderGivesEveryImageOnce(String order) {
        List<String> whole = ids("/v2/images?owner=paging&limit=1000&" + order);
        List<String> paged = new ArrayList<>();
        String next = "/v2/images?owner=paging&limit=3&" + order;
        while (next != null) {
            JsonPath page = get(next);
            paged.addAll(page.getList("images.id"));
            next = page.getString("next");
        }

        assertThat(whole).hasSize(IMAGES).doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void aPageEndsBeforeItIsTooLargeToBeHeld() {
        int large = 40;
        for (int i = 0; i < large; i++) {
            sql.update("""
                    insert into images (id, status, visibility, owner, properties, created_at, updated_at)
                    values (?, 'queued', 'private', 'paging-large', jsonb_build_object('a', repeat('x', 125000)), now(), now())
                    """, UUID.randomUUID());
        }
        try {
            List<String> all = new ArrayList<>();
            String next = "/v2/images?limit=1000&visibility=private";
            int pages = 0;
            while (next != null) {
                JsonPath page = JsonPath.from(given().header("X-Auth-Token", TestTokens.member("paging-large"))
                        .get(next)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
                all.addAll(page.getList("images.id"));
                next = page.getString("next");
                pages++;
            }
            assertThat(all).hasSize(large).doesNotHaveDuplicates();
            assertThat(pages).isEqualTo(2);
        } finally {
            sql.update("delete from images where owner = 'paging-large'");
        }
    }

    @Test
    void theDefaultIsNewestFirst() {
        List<String> times = get("/v2/images?owner=paging&limit=1000").getList("images.created_at");

        assertThat(times).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=name-1 | 6",
                "name=in:name-1,name-2 | 12",
                "name=eq:name-3 | 5",
                "tag=t&tag=even | 12",
                "tag=even | 12",
                "tag=t&tag=nothing | 0",
                "os_distro=d0 | 8",
                "os_distro=d0&tag=even | 4",
                "size=1 | 8",
                "size_min=2 | 7",
                "size_max=1 | 8",
                "min_ram_min=20 | 3",
                "visibility=private | 12",
                "protected=false | 23",
                "protected=true | 0",
                "status=active | 0",
                "status=in:active,queued | 23",
                "disk_format=raw | 18",
                "created_at=lt:2026-01-01T00:00:01Z | 5",
                "created_at=2026-01-01T00:00:01Z | 5",
                "created_at=gte:2026-01-01T00:00:03 | 8",
                "id=nothing | 0",
                "changes-since= | 23",
                "deleted=true | 23",
                "tags=t | 0",
                "limit=0 | 0",
            })
    void filters(String query, int count) {
        assertThat(ids("/v2/images?owner=paging&" + (query.contains("limit") ? "" : "limit=1000&") + query))
                .hasSize(count);
    }

    @Test
    void linksKeepRepeatedParameters() {
        JsonPath page = get("/v2/images?owner=paging&tag=t&tag=even&limit=2");

        assertThat(page.getString("first")).isEqualTo("/v2/images?owner=paging&tag=t&tag=even&limit=2");
        assertThat(page.getString("next"))
                .isEqualTo("/v2/images?owner=paging&tag=t&tag=even&limit=2&marker=" + page.getString("images[1].id"));
    }

    @Test
    void aShortPageIsTheLast() {
        JsonPath page = get("/v2/images?owner=paging&limit=24");

        assertThat(page.getString("next")).isNull();
        assertThat(page.getString("schema")).isEqualTo("/v2/schemas/images");
    }

    @Test
    void withoutALimitThereAre25AtMost() {
        assertThat(ids("/v2/images?visibility=all").size()).isLessThanOrEqualTo(25);
    }

    @Test
    void aMarkerThatTheCallerCannotSeeIsUnknown() {
        String marker = ids("/v2/images?owner=paging&limit=1").getFirst();

        given().header("X-Auth-Token", TestTokens.member("somebody"))
                .get("/v2/images?marker=" + marker)
                .then()
                .statusCode(400);
    }

    private static List<String> ids(String path) {
        return get(path).getList("images.id");
    }

    private static JsonPath get(String path) {
        return given().header("X-Auth-Token", TestTokens.member("paging"))
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
