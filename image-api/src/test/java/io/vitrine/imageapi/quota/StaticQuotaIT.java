package io.vitrine.imageapi.quota;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One limit for the storage of every project. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(StaticQuotaIT.TenBytes.class)
class StaticQuotaIT {
    public static class TenBytes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("images.limits.project-storage", "10B");
        }
    }

    @Inject
    World world;

    @Inject
    Writes writes;

    @Test
    void theStorageOfAProjectEndsAtItsLimit() {
        world.stores();
        String project = "static";
        UploadGrant grant = world.open(world.queuedImage(project), project);
        assertThat(grant.grantedBytes()).isEqualTo(10);
        assertThat(writes.commit(grant)).isTrue();

        UUID second = world.queuedImage(project);
        UploadGrant rest = world.open(second, project);
        assertThat(rest.grantedBytes()).isEqualTo(5);
        UUID third = world.queuedImage(project);
        assertThatThrownBy(() -> world.open(third, project))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The limit project-storage allows 10 bytes; 10 are used and 1 more were asked for.");
        assertThat(world.status(third)).isEqualTo("queued");

        writes.abort(rest);
        assertThat(world.open(third, project).grantedBytes()).isEqualTo(5);
    }

    @Test
    void usageShowsNothingWithoutLimitsByProject() {
        given().header("X-Auth-Token", TestTokens.member("static"))
                .get("/v2/info/usage")
                .then()
                .statusCode(200)
                .body("usage", is(anEmptyMap()));
    }
}
