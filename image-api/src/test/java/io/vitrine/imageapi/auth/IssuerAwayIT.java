package io.vitrine.imageapi.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The issuer goes away: known keys go on working, unknown ones never pass (spec: security, section 6). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class IssuerAwayIT {
    @AfterEach
    void comeBack() {
        TestTokens.issuerIsAway(false);
    }

    @Test
    void knownKeysGoOnWorking() {
        TestTokens.issuerIsAway(true);

        assertThat(status(TestTokens.member("away"))).isEqualTo(200);
    }

    @Test
    void unknownKeysNeverPass() {
        TestTokens.issuerIsAway(true);
        String unknown =
                TestTokens.claims("away", "admin").jws().keyId("rotated").sign(TestTokens.key());

        // 503 when the issuer was asked and found away; 401 while it was asked too recently to be asked again.
        assertThat(status(unknown)).isIn(401, 503);
        assertThat(status(unknown)).isEqualTo(401);
    }

    private static int status(String token) {
        return given().header("X-Auth-Token", token).get("/v2/images?limit=1").statusCode();
    }
}
