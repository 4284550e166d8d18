package io.vitrine.imageapi.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sees what, by id and in lists (spec: model, 5; images, 4.1; policy, 4 and 5). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class VisibilityIT {
    private static final Map<String, UUID> IMAGES = new TreeMap<>();

    @Inject
    Sql sql;

    /** Of project {@code vis-o}, one of each visibility; {@code vis-m} is a member of three shared ones. */
    @BeforeEach
    void images() {
        if (!IMAGES.isEmpty()) {
            return;
        }
        for (String visibility : List.of("private", "shared", "community", "public")) {
            make(visibility, "vis-o", visibility, false, "queued");
        }
        make("accepted", "vis-o", "shared", false, "queued");
        make("pending", "vis-o", "shared", false, "queued");
        make("rejected", "vis-o", "shared", false, "queued");
        make("unshared", "vis-o", "private", false, "queued");
        share("accepted", "accepted");
        share("pending", "pending");
        share("rejected", "rejected");
        share("unshared", "accepted");
        make("hidden", "vis-o", "public", true, "queued");
        make("killed", "vis-o", "public", false, "killed");
        make("ownerless", null, "private", false, "queued");
        make("member-community", "vis-m", "community", false, "queued");
        make("member-private", "vis-m", "private", false, "queued");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "owner    | -                                | accepted community pending private public rejected shared unshared",
                "owner    | visibility=all                   | accepted community member-community pending private public rejected shared unshared",
                "owner    | visibility=community             | community member-community",
                "owner    | visibility=private               | private unshared",
                "owner    | visibility=shared                | accepted pending rejected shared",
                "owner    | visibility=public                | public",
                "owner    | os_hidden=true                   | hidden",
                "owner    | os_hidden=TRUE                   | hidden",
                "owner    | owner=vis-m                      | ''",
                "owner    | owner=vis-m&visibility=all       | member-community",
                "member   | -                                | accepted member-community member-private public",
                "member   | member_status=pending            | member-community member-private pending public",
                "member   | member_status=rejected           | member-community member-private public rejected",
                "member   | member_status=all                | accepted member-community member-private pending public rejected",
                "member   | visibility=shared                | accepted",
                "member   | visibility=shared&member_status=all | accepted pending rejected",
                "member   | visibility=all                   | accepted community member-community member-private public",
                "member   | visibility=private               | member-private",
                "stranger | -                                | public",
                "stranger | visibility=all                   | community member-community public",
                "stranger | visibility=private               | ''",
                "stranger | visibility=shared                | ''",
                "admin    | -                                | accepted member-private ownerless pending private public rejected shared unshared",
                "admin    | visibility=all                   | accepted community member-community member-private ownerless pending private public rejected shared unshared",
                "admin    | visibility=community             | community member-community",
                "admin    | visibility=private               | member-private ownerless private unshared",
                "admin    | member_status=pending            | accepted member-private ownerless pending private public rejected shared unshared",
            })
    void lists(String persona, String query, String expected) {
        List<String> ids = given().header("X-Auth-Token", token(persona))
                .get("/v2/images?limit=1000" + (query == null ? "" : "&" + query))
                .then()
                .statusCode(200)
                .extract()
                .path("images.id");

        assertThat(names(ids)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner    | accepted community hidden killed pending private public rejected shared unshared member-community",
                "member   | accepted community hidden killed pending public rejected member-community member-private",
                "stranger | community hidden killed public member-community",
                "reader   | community hidden killed public member-community",
                "admin    | accepted community hidden killed member-community member-private ownerless pending private public rejected shared unshared",
                "nobody   | ''",
            })
    void shows(String persona, String expected) {
        String shown = IMAGES.entrySet().stream()
                .filter(image -> given().header("X-Auth-Token", token(persona))
                                .get("/v2/images/" + image.getValue())
                                .statusCode()
                        == 200)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));

        assertThat(shown).isEqualTo(String.join(" ", new TreeSet<>(List.of(expected.split(" ")))));
    }

    @ParameterizedTest
    @CsvSource({
        "owner, public, 204", "reader-of-owner, private, 403", "stranger, public, 403", "stranger, private, 404",
        "member, accepted, 403", "member, unshared, 404", "nobody, public, 404", "admin, private, 204"
    })
    void deletes(String persona, String visibility, int status) {
        String name = "delete-" + persona + "-" + visibility;
        String real = visibility.equals("accepted") ? "shared" : visibility.equals("unshared") ? "private" : visibility;
        make(name, "vis-d", real, false, "queued");
        if (!real.equals(visibility)) {
            share(name, "accepted");
        }
        UUID id = IMAGES.remove(name);

        given().header("X-Auth-Token", token(persona).isEmpty() ? "" : deleter(persona))
                .delete("/v2/images/" + id)
                .then()
                .statusCode(status);
    }

    @Test
    void aProtectedImageStays() {
        make("protected", "vis-d", "private", false, "queued");
        UUID id = IMAGES.remove("protected");
        sql.update("update images set protected = true where id = ?", id);

        given().header("X-Auth-Token", TestTokens.admin())
                .delete("/v2/images/" + id)
                .then()
                .statusCode(403);
    }

    @Test
    void aCallerWithoutProjectCannotList() {
        given().header("X-Auth-Token", TestTokens.of(null, "member"))
                .get("/v2/images")
                .then()
                .statusCode(403);
        given().header("X-Auth-Token", TestTokens.of("p"))
                .get("/v2/images")
                .then()
                .statusCode(403);
    }

    @Test
    void whoMayCreateWhat() {
        create(TestTokens.reader("vis-c"), "{}", 403);
        create(TestTokens.of(null, "member"), "{}", 403);
        create(TestTokens.member("vis-c"), "{\"visibility\": \"community\"}", 201);
        create(TestTokens.member("vis-c"), "{\"owner\": \"vis-c\"}", 201);
        create(TestTokens.admin(), "{\"visibility\": \"public\", \"os_hidden\": true}", 201);
        create(TestTokens.admin(), "{\"owner\": \"vis-c\"}", 201);
        sql.update("update images set deleted_at = now() where owner = 'vis-c' or owner = 'admin'");
    }

    private static void create(String token, String body, int status) {
        given().header("X-Auth-Token", token)
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(status);
    }

    private static String token(String persona) {
        return switch (persona) {
            case "owner" -> TestTokens.member("vis-o");
            case "member" -> TestTokens.member("vis-m");
            case "stranger" -> TestTokens.member("vis-s");
            case "reader" -> TestTokens.reader("vis-s");
            case "admin" -> TestTokens.admin();
            default -> TestTokens.of("vis-s");
        };
    }

    private static String deleter(String persona) {
        return switch (persona) {
            case "owner" -> TestTokens.member("vis-d");
            case "reader-of-owner" -> TestTokens.reader("vis-d");
            default -> token(persona);
        };
    }

    private void make(String name, String owner, String visibility, boolean hidden, String status) {
        UUID id = UUID.randomUUID();
        sql.update(
                "insert into images (id, name, status, visibility, owner, os_hidden, created_at, updated_at) values (?, ?, ?, ?, ?, ?, now(), now())",
                id,
                name,
                status,
                visibility,
                owner,
                hidden);
        IMAGES.put(name, id);
    }

    private void share(String image, String status) {
        sql.update(
                "insert into image_members (image_id, member, status, created_at, updated_at) values (?, 'vis-m', ?, now(), now())",
                IMAGES.get(image),
                status);
    }

    private static String names(List<String> ids) {
        return IMAGES.entrySet().stream()
                .filter(image -> ids.contains(image.getValue().toString()))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
