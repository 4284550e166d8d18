package io.vitrine.imageapi.auth;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.system.TestTokens.claims;
import static io.vitrine.imageapi.system.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A service calls for a user (spec: policy, 6.4). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ServiceTokensIT {
    private static final Duration WINDOW = Duration.ofHours(2);
    private static final String SERVICE = TestTokens.of("service", "service");

    @Test
    void anExpiredUserIsHeardForAWhile() {
        String late = signed(expired("late", Duration.ofMinutes(30)));

        assertThat(list(late, null)).isEqualTo(401);
        assertThat(list(late, SERVICE)).isEqualTo(200);
        assertThat(list(late, SERVICE)).isEqualTo(200);
        assertThat(list(late, null)).isEqualTo(401);
    }

    @Test
    void theWindowEnds() {
        assertThat(list(signed(expired("late", WINDOW.minusSeconds(20))), SERVICE))
                .isEqualTo(200);
        assertThat(list(signed(expired("late", WINDOW.plusSeconds(1))), SERVICE))
                .isEqualTo(401);
    }

    @Test
    void nothingButItsAgeIsForgiven() throws Exception {
        KeyPairGenerator stranger = KeyPairGenerator.getInstance("RSA");
        stranger.initialize(2048);

        assertThat(list(expired("late", Duration.ofMinutes(1)).audience("somebody"), SERVICE))
                .isEqualTo(401);
        assertThat(list(expired("late", Duration.ofMinutes(1)).issuer("https://other"), SERVICE))
                .isEqualTo(401);
        assertThat(list(
                        expired("late", Duration.ofMinutes(1))
                                .jws()
                                .keyId("test-key")
                                .sign(stranger.generateKeyPair().getPrivate()),
                        SERVICE))
                .isEqualTo(401);
    }

    @Test
    void theServiceTokenMustBeASoundOneOfAService() {
        String user = TestTokens.member("late");

        assertThat(list(user, SERVICE)).isEqualTo(200);
        assertThat(list(user, "garbage")).isEqualTo(401);
        assertThat(list(user, TestTokens.admin())).isEqualTo(401);
        assertThat(list(
                        user,
                        signed(claims("service", "service")
                                .issuedAt(Instant.now().minusSeconds(900))
                                .expiresAt(Instant.now().minusSeconds(60)))))
                .isEqualTo(401);
    }

    @Test
    void theUserBringsTheServicesRoleAlongAndNoOther() {
        String admin = TestTokens.of("service", "service", "admin");

        assertThat(storesDetail(TestTokens.member("late"), null)).isEqualTo(403);
        assertThat(storesDetail(TestTokens.member("late"), SERVICE)).isEqualTo(200);
        given().header("X-Auth-Token", TestTokens.reader("late"))
                .header("X-Service-Token", admin)
                .body("{}")
                .post("/v2/images")
                .then()
                .statusCode(403);
    }

    @Test
    void whoHasNoProjectGetsNothing() {
        String unscoped = TestTokens.of(null, "member");

        assertThat(list(unscoped, null)).isEqualTo(403);
        given().header("X-Auth-Token", unscoped)
                .get("/v2/images/6c1d4b6a-0f0e-4a8e-8f43-2f0b9a3a0001")
                .then()
                .statusCode(403);
        assertThat(list(TestTokens.of(null, "admin"), null)).isEqualTo(200);
    }

    private static JwtClaimsBuilder expired(String project, Duration ago) {
        Instant end = Instant.now().minus(ago);
        return claims(project, "member").issuedAt(end.minusSeconds(300)).expiresAt(end);
    }

    private static int list(JwtClaimsBuilder claims, String service) {
        return list(signed(claims), service);
    }

    private static int list(String token, String service) {
        return get("/v2/images?limit=1", token, service);
    }

    private static int storesDetail(String token, String service) {
        return get("/v2/info/stores/detail", token, service);
    }

    private static int get(String path, String token, String service) {
        var request = given().header("X-Auth-Token", token);
        if (service != null) {
            request.header("X-Service-Token", service);
        }
        return request.get(path).statusCode();
    }
}
