package io.vitrine.imageapi.tag;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec images, section 9. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class TagsIT {
    private static final String OWNER = "tag-o";

    @Inject
    World world;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "a/b", "100%", "ünï", "a?b#c", "UPPER"})
    void aTagIsPutAndTakenOffAgain(String tag) {
        UUID image = world.queuedImage(OWNER);

        assertThat(put(TestTokens.member(OWNER), image, tag)).isEqualTo(204);
        assertThat(put(TestTokens.member(OWNER), image, tag)).isEqualTo(204);
        assertThat(tags(image)).containsExactly(tag);
        assertThat(remove(TestTokens.member(OWNER), image, tag)).isEqualTo(204);
        assertThat(tags(image)).isEmpty();
        assertThat(remove(TestTokens.member(OWNER), image, tag)).isEqualTo(404);
    }

    @Test
    void caseMatters() {
        UUID image = world.queuedImage(OWNER);
        put(TestTokens.member(OWNER), image, "lts");
        assertThat(remove(TestTokens.member(OWNER), image, "LTS")).isEqualTo(404);
    }

    @Test
    void whatIsNoTag() {
        UUID image = world.queuedImage(OWNER);
        assertThat(put(TestTokens.member(OWNER), image, "x".repeat(255))).isEqualTo(204);
        assertThat(put(TestTokens.member(OWNER), image, "x".repeat(256))).isEqualTo(400);
        assertThat(put(TestTokens.member(OWNER), image, "\uD83D\uDE00")).isEqualTo(400);
        assertThat(put(TestTokens.member(OWNER), image, "a\u0000b")).isEqualTo(400);
    }

    @Test
    void quota() {
        UUID image = world.queuedImage(OWNER);
        String[] many = IntStream.range(0, 128).mapToObj(i -> "t" + i).toArray(String[]::new);
        world.change("update images set tags = ? where id = ?", many, image);

        assertThat(put(TestTokens.member(OWNER), image, "t5")).isEqualTo(204);
        assertThat(put(TestTokens.member(OWNER), image, "onemore")).isEqualTo(413);
    }

    @Test
    void whoMay() {
        UUID image = world.queuedImage(OWNER);
        world.change("update images set visibility = 'public', tags = '{t}' where id = ?", image);

        assertThat(put(TestTokens.reader(OWNER), image, "x")).isEqualTo(403);
        assertThat(put(TestTokens.member("tag-s"), image, "x")).isEqualTo(403);
        assertThat(remove(TestTokens.member("tag-s"), image, "t")).isEqualTo(403);
        assertThat(put(TestTokens.admin(), image, "x")).isEqualTo(204);
        world.change("update images set visibility = 'private' where id = ?", image);
        assertThat(put(TestTokens.member("tag-s"), image, "x")).isEqualTo(404);
        assertThat(put(TestTokens.member(OWNER), UUID.randomUUID(), "x")).isEqualTo(404);
    }

    @Test
    void aBodyIsNotExpected() {
        UUID image = world.queuedImage(OWNER);
        given().header("X-Auth-Token", TestTokens.member(OWNER))
                .body("x")
                .put("/v2/images/" + image + "/tags/x")
                .then()
                .statusCode(400);
    }

    private List<String> tags(UUID image) {
        return given().header("X-Auth-Token", TestTokens.member(OWNER))
                .get("/v2/images/" + image)
                .then()
                .extract()
                .path("tags");
    }

    private static int put(String token, UUID image, String tag) {
        return given().header("X-Auth-Token", token)
                .put("/v2/images/{image}/tags/{tag}", image, tag)
                .statusCode();
    }

    private static int remove(String token, UUID image, String tag) {
        return given().header("X-Auth-Token", token)
                .delete("/v2/images/{image}/tags/{tag}", image, tag)
                .statusCode();
    }
}
