package io.vitrine.imageapi.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What {@code policy check} explains. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class DecisionsIT {
    private static final String ABSENT = "0a6f4a0e-7d3c-4b2a-9a53-0f8a1c2d3e4f";

    @Inject
    Decisions decisions;

    @Test
    void aDecisionIsExplainedStepByStep() {
        String image = given().header("X-Auth-Token", TestTokens.member("decisions"))
                .body("{\"visibility\": \"community\"}")
                .post("/v2/images")
                .path("id");

        assertThat(decisions.explain(Rule.DELETE_IMAGE, TestTokens.member("other"), null, image))
                .containsSequence(
                        "no  rule:delete_image",
                        "  no  one of",
                        "    no  rule:context_is_admin",
                        "      no  role:admin",
                        "    no  all of",
                        "      yes role:member",
                        "      no  project_id:%(project_id)s",
                        "refused with 403");
        assertThat(decisions.explain(Rule.DELETE_IMAGE, TestTokens.member("decisions"), null, image))
                .endsWith("allowed");
        assertThat(decisions.explain(Rule.DELETE_IMAGE, TestTokens.of("other"), null, image))
                .last()
                .asString()
                .contains("404");
        assertThat(decisions.explain(Rule.GET_IMAGES, TestTokens.reader("other"), null, null))
                .endsWith("allowed");
    }

    @Test
    void whatCannotBeDecidedIsSaid() {
        assertThatThrownBy(() -> decisions.explain(Rule.GET_IMAGE, "garbage", null, null))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> decisions.explain(Rule.GET_IMAGE, TestTokens.admin(), null, ABSENT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(ABSENT);
    }
}
