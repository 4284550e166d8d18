package io.vitrine.imageapi.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.OwnPolicy;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules and protections of the operator's own do to the calls (spec: policy, sections 7 and 8; anonymous access: section 6.2). */
@QuarkusTest
@WithTestResource(OwnPolicy.class)
class OwnPolicyIT {
    private static final String MEMBER = TestTokens.member("own-policy");
    private static final String BILLING = TestTokens.of("own-policy", "member", "billing");

    @Inject
    ActiveRules rules;

    @Inject
    Sql sql;

    @AfterEach
    void defaults() throws IOException {
        rules("");
        sql.update("update images set deleted_at = now() where owner like 'own-policy%' and deleted_at is null");
    }

    @Test
    void anImageThatNobodyMaySeeIsNowhere() throws IOException {
        String image = create(MEMBER, "{\"visibility\": \"community\"}");
        rules("get_image: '!'");

        for (String token : List.of(MEMBER, TestTokens.admin())) {
            as(token).get("/v2/images/" + image).then().statusCode(404);
            as(token).delete("/v2/images/" + image).then().statusCode(404);
            as(token).get("/v2/images/" + image + "/tasks").then().statusCode(404);
            as(token)
                    .body("{\"method\": {\"name\": \"web-download\", \"uri\": \"https://example.org/x\"}}")
                    .contentType("application/json")
                    .post("/v2/images/" + image + "/import")
                    .then()
                    .statusCode(404);
            internal(token, image, "downloads", "{}").statusCode(404);
            internal(token, image, "uploads", "{\"holder\": \"h\", \"content_type\": \"application/octet-stream\"}")
                    .statusCode(404);
            as(token)
                    .get("/v2/images?limit=1")
                    .then()
                    .statusCode(200)
                    .body("images", hasSize(0))
                    .body("$", not(hasKey("next")));
            as(token).get("/v2/images?marker=" + image).then().statusCode(400);
        }
    }

    @Test
    void aRuleMayAskForAnyAttribute() throws IOException {
        String debian = create(MEMBER, "{\"os_distro\": \"debian\", \"tags\": [\"lts\"]}");
        String fedora = create(MEMBER, "{\"os_distro\": \"fedora\", \"protected\": true}");
        rules("""
                get_image: "rule:context_is_admin or 'debian':%(os_distro)s and 'lts':%(tags)s and False:%(protected)s"
                delete_image: "'queued':%(status)s"
                download_image: "'fedora':%(os_distro)s"
                """);

        assertThat(as(MEMBER)
                        .get("/v2/images?owner=own-policy")
                        .then()
                        .extract()
                        .<List<String>>path("images.id"))
                .containsExactly(debian);
        as(MEMBER).get("/v2/images/" + debian).then().statusCode(200);
        as(MEMBER).get("/v2/images/" + fedora).then().statusCode(404);
        internal(MEMBER, debian, "downloads", "{}").statusCode(403);
        internal(TestTokens.admin(), fedora, "downloads", "{}").statusCode(200);
        as(MEMBER).delete("/v2/images/" + debian).then().statusCode(204);
    }

    @Test
    void aPageMayBeShorterButTheListGoesOn() throws IOException {
        for (int i = 0; i < 4; i++) {
            create(MEMBER, "{\"os_distro\": \"%s\"}".formatted(i % 2 == 0 ? "debian" : "fedora"));
        }
        rules("get_image: \"'debian':%(os_distro)s\"");
        String next = "/v2/images?limit=2&owner=own-policy";
        int shown = 0;
        int pages = 0;

        while (next != null && pages++ < 10) {
            ValidatableResponse page = as(MEMBER).get(next).then().statusCode(200);
            shown += page.extract().<List<String>>path("images.id").size();
            next = page.extract().path("next");
        }

        assertThat(shown).isEqualTo(2);
    }

    @Test
    void whoIsAdministratorIsARule() throws IOException {
        String image = create(MEMBER, "{\"visibility\": \"private\"}");
        rules("context_is_admin: role:billing and project_id:root");

        as(TestTokens.of("root", "billing")).get("/v2/images/" + image).then().statusCode(200);
        as(TestTokens.admin()).get("/v2/images/" + image).then().statusCode(404);
    }

    @Test
    void aPropertyThatMayNotBeReadIsNotThere() {
        String image = create(BILLING, "{\"x_secret\": \"42\", \"x_open\": \"1\"}");

        as(BILLING).get("/v2/images/" + image).then().body("x_secret", equalTo("42"));
        as(MEMBER)
                .get("/v2/images/" + image)
                .then()
                .body("$", not(hasKey("x_secret")))
                .body("x_open", equalTo("1"));
        as(BILLING).get("/v2/images?x_secret=42").then().body("images", hasSize(1));
        as(MEMBER).get("/v2/images?x_secret=42").then().body("images", hasSize(0));
        as(MEMBER).get("/v2/images?x_open=1").then().body("images[0]", not(hasKey("x_secret")));
    }

    @Test
    void aPropertyThatMayNotBeMadeIsRefusedByName() {
        as(MEMBER)
                .body("{\"x_secret\": \"42\"}")
                .post("/v2/images")
                .then()
                .statusCode(403)
                .body("error.message", containsString("x_secret"));
    }

    @Test
    void aPatchTreatsAnUnreadablePropertyAsAbsentAndAProtectedOneAsForbidden() {
        String image = create(BILLING, "{\"x_secret\": \"42\", \"x_fixed\": \"1\"}");

        patch(image, "replace", "x_secret", 409);
        patch(image, "remove", "x_secret", 409);
        patch(image, "add", "x_secret", 403);
        patch(image, "replace", "x_fixed", 403);
        patch(image, "remove", "x_fixed", 403);
        patch(image, "add", "x_fixed", 403);
        patch(image, "add", "x_open", 200);
        as(BILLING)
                .get("/v2/images/" + image)
                .then()
                .body("x_secret", equalTo("42"))
                .body("x_fixed", equalTo("1"));
    }

    @Test
    void anEventSaysNoMoreThanItsCallerMayRead() {
        String image = create(BILLING, "{\"x_secret\": \"42\", \"x_open\": \"1\"}");

        as(MEMBER).delete("/v2/images/" + image).then().statusCode(204);

        assertThat(sql.list(
                        "select payload::text from outbox where key = ? and type not like '%purged%' order by seq",
                        row -> row.getString(1), image))
                .satisfiesExactly(
                        created -> assertThat(created).contains("x_secret", "x_open"),
                        deleted -> assertThat(deleted).contains("x_open").doesNotContain("x_secret"));
    }

    @Test
    void withoutATokenNothingOpensByDefault() {
        String image = create(MEMBER, "{\"visibility\": \"community\"}");

        given().get("/v2/images").then().statusCode(403);
        given().get("/v2/images/" + image).then().statusCode(404);
        readOnly(given().body("{}").post("/v2/images"));
        readOnly(given().delete("/v2/images/" + image));
        internal(null, image, "downloads", "{}").statusCode(404);
        internal(null, image, "uploads", "{\"holder\": \"h\"}").statusCode(403);
        given().header("X-Auth-Token", "garbage").get("/v2/images").then().statusCode(401);
        given().post("/internal/v1/leases/renew").then().statusCode(401);
    }

    @Test
    void withoutATokenTheRulesMayOpenTheList() throws IOException {
        String community = create(MEMBER, "{\"visibility\": \"community\"}");
        String mine = create(MEMBER, "{\"visibility\": \"private\"}");
        rules("get_images: '@'\nget_image: '@'");

        given().get("/v2/images/" + community).then().statusCode(200);
        given().get("/v2/images/" + mine).then().statusCode(404);
        given().get("/v2/images?visibility=community&owner=own-policy")
                .then()
                .statusCode(200)
                .body("images", hasSize(1))
                .body("next", nullValue());
    }

    private void rules(String text) throws IOException {
        Files.writeString(ConfigProvider.getConfig().getValue("images.policy.file", Path.class), text);
        rules.reload();
    }

    private static void patch(String image, String verb, String property, int status) {
        String value = verb.equals("remove") ? "" : ", \"value\": \"2\"";
        as(MEMBER)
                .contentType("application/openstack-images-v2.1-json-patch")
                .body("[{\"op\": \"%s\", \"path\": \"/%s\"%s}]"
                        .formatted(verb, property, value)
                        .getBytes(StandardCharsets.UTF_8))
                .patch("/v2/images/" + image)
                .then()
                .statusCode(status)
                .body("$", not(hasKey("x_secret")));
    }

    private static void readOnly(io.restassured.response.Response answer) {
        answer.then().statusCode(403).body("error.message", equalTo("Read-only access"));
    }

    private static String create(String token, String body) {
        return as(token)
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification as(String token) {
        return given().header("X-Auth-Token", token);
    }

    private static ValidatableResponse internal(String token, String image, String what, String body) {
        RequestSpecification request = given().header(
                        "Authorization", "Bearer " + TestTokens.service(ServiceRole.STORE_GATEWAY))
                .contentType("application/json")
                .body(body);
        if (token != null) {
            request.header("X-Auth-Token", token);
        }
        return request.post("/internal/v1/images/" + image + "/" + what).then();
    }
}
