package io.vitrine.imageapi.member;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec images, section 10: who may do what, and what each call answers. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class MembersIT {
    private static final String OWNER = "mem-o";
    private static final String MEMBER = "mem-m";

    @Inject
    World world;

    @Test
    void theLifeOfAShare() {
        UUID image = image("shared");

        add(TestTokens.member(OWNER), image, MEMBER, 200)
                .body("member_id", equalTo(MEMBER))
                .body("image_id", equalTo(image.toString()))
                .body("status", equalTo("pending"))
                .body("schema", equalTo("/v2/schemas/member"))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("size()", equalTo(6));
        add(TestTokens.member(OWNER), image, MEMBER, 409);
        assertThat(listed(MEMBER, image)).isFalse();
        answer(TestTokens.member(MEMBER), image, MEMBER, "accepted", 200).body("status", equalTo("accepted"));
        assertThat(listed(MEMBER, image)).isTrue();
        answer(TestTokens.member(MEMBER), image, MEMBER, "rejected", 200);
        assertThat(listed(MEMBER, image)).isFalse();
        show(TestTokens.member(OWNER), image, MEMBER, 200).body("status", equalTo("rejected"));
        remove(TestTokens.member(OWNER), image, MEMBER, 204);
        remove(TestTokens.member(OWNER), image, MEMBER, 404);
        add(TestTokens.member(OWNER), image, MEMBER, 200).body("status", equalTo("pending"));
    }

    /** Each cell of the table of actors; the member {@code mem-m} and another one are there. */
    @ParameterizedTest
    @CsvSource({
        "owner,        200, 2, 200, 403, 204",
        "owner-reader, 403, 2, 200, 403, 403",
        "member,       403, 1, 200, 200, 403",
        "member-reader,403, 1, 200, 403, 403",
        "stranger,     404, -, 404, 404, 404",
        "admin,        200, 2, 200, 200, 204",
    })
    void actors(String actor, int add, String list, int show, int answer, int remove) {
        UUID image = shared();
        String token = switch (actor) {
            case "owner" -> TestTokens.member(OWNER);
            case "owner-reader" -> TestTokens.reader(OWNER);
            case "member" -> TestTokens.member(MEMBER);
            case "member-reader" -> TestTokens.reader(MEMBER);
            case "stranger" -> TestTokens.member("mem-s");
            default -> TestTokens.admin();
        };
        if (list.equals("-")) {
            list(token, image, 404);
        } else {
            list(token, image, 200)
                    .body("members.size()", equalTo(Integer.parseInt(list)))
                    .body("schema", equalTo("/v2/schemas/members"));
        }
        show(token, image, MEMBER, show);
        answer(token, image, MEMBER, "accepted", answer);
        add(token, image, "mem-new", add);
        remove(token, image, MEMBER, remove);
    }

    @Test
    void aMemberKnowsOnlyOfItself() {
        UUID image = shared();
        show(TestTokens.member(MEMBER), image, "mem-other", 404);
        answer(TestTokens.member(MEMBER), image, "mem-other", "accepted", 404);
        show(TestTokens.member(OWNER), image, "mem-nobody", 404);
        answer(TestTokens.admin(), image, "mem-nobody", "accepted", 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "public", "community"})
    void onlySharedImagesHaveMembers(String visibility) {
        UUID image = shared();
        world.change("update images set visibility = ? where id = ?", visibility, image);

        add(TestTokens.member(OWNER), image, "mem-new", 403);
        list(TestTokens.member(OWNER), image, 403).body("error.message", containsString("Only shared images"));
        show(TestTokens.member(OWNER), image, MEMBER, 404);
        answer(TestTokens.admin(), image, MEMBER, "accepted", 403);
        remove(TestTokens.member(OWNER), image, MEMBER, 403);
        // And what was shared comes back with the visibility.
        world.change("update images set visibility = 'shared' where id = ?", image);
        show(TestTokens.member(OWNER), image, MEMBER, 200);
    }

    @Test
    void strangersOfAPublicImageAreRefused() {
        UUID image = image("public");
        list(TestTokens.member("mem-s"), image, 403);
        add(TestTokens.member("mem-s"), image, "mem-s", 403);
        show(TestTokens.member("mem-s"), image, MEMBER, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"member\": \"\"}",
                "{\"member\": 1}",
                "{\"member\": null}",
                "{\"project\": \"x\"}"
            })
    void bodiesThatNameNoMember(String body) {
        given().header("X-Auth-Token", TestTokens.member(OWNER))
                .body(body)
                .post("/v2/images/" + image("shared") + "/members")
                .then()
                .statusCode(400);
    }

    @Test
    void longNames() {
        add(TestTokens.member(OWNER), image("shared"), "m".repeat(255), 200);
        add(TestTokens.member(OWNER), image("shared"), "m".repeat(256), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"status\": \"maybe\"}", "{\"status\": 1}", "{\"status\": \"ACCEPTED\"}", "[]"})
    void bodiesThatNameNoStatus(String body) {
        given().header("X-Auth-Token", TestTokens.member(MEMBER))
                .body(body)
                .put("/v2/images/" + shared() + "/members/" + MEMBER)
                .then()
                .statusCode(400);
    }

    @Test
    void quotaHoldsUnderParallelClients() throws Exception {
        UUID image = image("shared");
        IntStream.range(0, 120)
                .forEach(i -> world.change(
                        "insert into image_members (image_id, member, status, created_at, updated_at) values (?, ?, 'pending', now(), now())",
                        image,
                        "m" + i));
        var calls = IntStream.range(0, 32)
                .<Callable<Integer>>mapToObj(i -> () -> given().header("X-Auth-Token", TestTokens.member(OWNER))
                        .body("{\"member\": \"parallel%d\"}".formatted(i))
                        .post("/v2/images/" + image + "/members")
                        .statusCode())
                .toList();
        int added = 0;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : pool.invokeAll(calls)) {
                assertThat(answer.get()).isIn(200, 413);
                added += answer.get() == 200 ? 1 : 0;
            }
        }
        assertThat(added).isEqualTo(8);
    }

    @Test
    void everybodyIsTold() {
        UUID image = image("shared");
        add(TestTokens.member(OWNER), image, MEMBER, 200);
        answer(TestTokens.member(MEMBER), image, MEMBER, "accepted", 200);
        remove(TestTokens.member(OWNER), image, MEMBER, 204);

        try (var events = new Bystander(Topics.MEMBERS)) {
            assertThat(events.types(image, 3))
                    .containsExactly(
                            MessageType.IMAGE_MEMBER_CREATE,
                            MessageType.IMAGE_MEMBER_UPDATE,
                            MessageType.IMAGE_MEMBER_DELETE);
            for (var event : events.await(image, records -> true)) {
                assertThat(EventSchemas.violations(Bystander.header(event, "ce_type"), event.value()))
                        .isEmpty();
            }
        }
    }

    private UUID image(String visibility) {
        UUID image = world.queuedImage(OWNER);
        world.change("update images set visibility = ? where id = ?", visibility, image);
        return image;
    }

    private UUID shared() {
        UUID image = image("shared");
        add(TestTokens.member(OWNER), image, MEMBER, 200);
        add(TestTokens.member(OWNER), image, "mem-other", 200);
        return image;
    }

    private static boolean listed(String project, UUID image) {
        return given().header("X-Auth-Token", TestTokens.member(project))
                .get("/v2/images?limit=1000")
                .then()
                .extract()
                .<List<String>>path("images.id")
                .contains(image.toString());
    }

    private static ValidatableResponse add(String token, UUID image, String project, int code) {
        return given().header("X-Auth-Token", token)
                .body("{\"member\": \"%s\"}".formatted(project))
                .post("/v2/images/" + image + "/members")
                .then()
                .statusCode(code);
    }

    private static ValidatableResponse list(String token, UUID image, int code) {
        return given().header("X-Auth-Token", token)
                .get("/v2/images/" + image + "/members")
                .then()
                .statusCode(code);
    }

    private static ValidatableResponse show(String token, UUID image, String project, int code) {
        return given().header("X-Auth-Token", token)
                .get("/v2/images/" + image + "/members/" + project)
                .then()
                .statusCode(code);
    }

    private static ValidatableResponse answer(String token, UUID image, String project, String status, int code) {
        return given().header("X-Auth-Token", token)
                .body("{\"status\": \"%s\"}".formatted(status))
                .put("/v2/images/" + image + "/members/" + project)
                .then()
                .statusCode(code);
    }

    private static void remove(String token, UUID image, String project, int code) {
        given().header("X-Auth-Token", token)
                .delete("/v2/images/" + image + "/members/" + project)
                .then()
                .statusCode(code);
    }
}
