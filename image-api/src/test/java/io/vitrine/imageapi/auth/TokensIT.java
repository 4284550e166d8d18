package io.vitrine.imageapi.auth;

import static io.restassured.RestAssured.given;
import static io.vitrine.imageapi.system.TestTokens.claims;
import static io.vitrine.imageapi.system.TestTokens.member;
import static io.vitrine.imageapi.system.TestTokens.signed;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which tokens open the API (spec: security, section 6; policy, 6.1). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class TokensIT {
    private static final String PATH = "/v2/images?limit=1";

    @TestFactory
    List<DynamicTest> badTokensAreAll401() throws Exception {
        Instant now = Instant.now();
        var stranger = KeyPairGenerator.getInstance("RSA");
        stranger.initialize(2048);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("garbage", "garbage");
        bad.put("empty", "");
        bad.put("five parts", member("t") + ".a.b");
        bad.put("too long", member("t") + "A".repeat(17_000));
        bad.put(
                "signature of somebody else",
                claims("t", "member")
                        .jws()
                        .keyId("test-key")
                        .sign(stranger.generateKeyPair().getPrivate()));
        bad.put("altered claims", altered(member("t")));
        bad.put("unknown key", claims("t", "member").jws().keyId("other").sign(TestTokens.key()));
        bad.put("no key id", claims("t", "member").jws().sign(TestTokens.key()));
        bad.put("alg none", unsigned());
        bad.put(
                "HS256 with a public value as secret",
                claims("t", "member")
                        .jws()
                        .keyId("test-key")
                        .algorithm(SignatureAlgorithm.HS256)
                        .sign(new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(), "HmacSHA256")));
        bad.put(
                "RS384",
                claims("t", "member")
                        .jws()
                        .keyId("test-key")
                        .algorithm(SignatureAlgorithm.RS384)
                        .sign(TestTokens.key()));
        bad.put(
                "unknown critical header",
                claims("t", "member")
                        .jws()
                        .keyId("test-key")
                        .header("crit", List.of("x"))
                        .sign(TestTokens.key()));
        bad.put(
                "expired",
                signed(claims("t", "member").issuedAt(now.minusSeconds(900)).expiresAt(now.minusSeconds(60))));
        bad.put(
                "not yet valid",
                signed(claims("t", "member").claim("nbf", now.plusSeconds(120).getEpochSecond())));
        bad.put("too old, whatever its expiry", signed(claims("t", "member").issuedAt(now.minusSeconds(25 * 3600))));
        bad.put("other realm", signed(claims("t", "member").issuer(TestTokens.issuer() + "/realms/other")));
        bad.put("issuer with a slash", signed(claims("t", "member").issuer(TestTokens.issuer() + "/")));
        bad.put("other audience", signed(claims("t", "member").audience("somebody")));
        bad.put("ID token", signed(claims("t", "member").claim("typ", "ID")));
        bad.put("refresh token", signed(claims("t", "member").claim("typ", "Refresh")));
        bad.put("empty subject", signed(claims("t", "member").subject("")));
        bad.put("endless subject", signed(claims("t", "member").subject("x".repeat(256))));
        return bad.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    refused(given().header("X-Auth-Token", entry.getValue()));
                    refused(given().header("Authorization", "Bearer " + entry.getValue()));
                }))
                .toList();
    }

    @Test
    void noTokenIs401() {
        refused(given());
        refused(given().header("Authorization", "Basic YTpi"));
    }

    @Test
    void bothHeadersOpenTheApi() {
        given().header("X-Auth-Token", member("t")).get(PATH).then().statusCode(200);
        given().header("Authorization", "Bearer " + member("t"))
                .get(PATH)
                .then()
                .statusCode(200);
        given().header("Authorization", "bearer " + member("t"))
                .get(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void xAuthTokenAloneDecidesWhereBothAreSent() {
        refused(given().header("X-Auth-Token", "garbage").header("Authorization", "Bearer " + member("t")));
        given().header("X-Auth-Token", member("t"))
                .header("Authorization", "Bearer garbage")
                .get(PATH)
                .then()
                .statusCode(200);
        refused(given().header("X-Auth-Token", member("t"), member("t")));
    }

    @Test
    void strangersDoNotLearnWhatExists() {
        given().get("/v2/nothing").then().statusCode(401);
        given().put("/v2/images").then().statusCode(401);
        given().get("/internal/v1/nothing").then().statusCode(401);
    }

    @Test
    void identityHeadersFromOutsideMeanNothing() {
        given().header("X-Auth-Token", TestTokens.of("t"))
                .header("X-Roles", "admin")
                .header("X-Project-Id", "t")
                .header("X-Identity-Status", "Confirmed")
                .get(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void roleNamesAreComparedInLowerCaseAndImplyOthers() {
        given().header("X-Auth-Token", TestTokens.of("t", "MEMBER"))
                .get(PATH)
                .then()
                .statusCode(200);
        given().header("X-Auth-Token", TestTokens.of("t", "manager"))
                .get(PATH)
                .then()
                .statusCode(200);
        given().header("X-Auth-Token", TestTokens.of("t", "owner"))
                .get(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void realmRolesCountLikeClientRoles() {
        String token = signed(claims("t").claim("realm_access", Map.of("roles", List.of("reader"))));
        given().header("X-Auth-Token", token).get(PATH).then().statusCode(200);
    }

    @Test
    void aProjectIdOfTheWrongFormIsNone() {
        given().header("X-Auth-Token", TestTokens.of("a b", "member"))
                .get(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void serviceRolesOpenTheInternalApiAndNothingElse() {
        String service = TestTokens.service(ServiceRole.STORE_GATEWAY);
        given().header("X-Auth-Token", service).get(PATH).then().statusCode(403);
        given().header("X-Auth-Token", service)
                .contentType("application/json")
                .body("{\"holder\": \"h\", \"uploads\": [], \"jobs\": []}")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + TestTokens.admin())
                .contentType("application/json")
                .body("{\"holder\": \"h\", \"uploads\": [], \"jobs\": []}")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(403)
                .contentType(equalTo("application/problem+json"));
        given().header("Authorization", "Bearer " + service)
                .contentType("application/json")
                .body("{\"holder\": \"h\", \"uploads\": [], \"jobs\": []}")
                .post("/internal/v1/leases/renew")
                .then()
                .statusCode(200);
    }

    private static void refused(RequestSpecification request) {
        request.get(PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer "))
                .contentType(equalTo("application/json"))
                .body("error.code", equalTo(401))
                .body("error.title", equalTo("Unauthorized"));
    }

    private static String altered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1])).replace("member", "admin");
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes()) + "."
                + parts[2];
    }

    private static String unsigned() {
        String claims = claims("t", "admin")
                .jws()
                .keyId("test-key")
                .sign(TestTokens.key())
                .split("\\.")[1];
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"kid\":\"test-key\",\"typ\":\"JWT\"}".getBytes());
        return header + "." + claims + ".";
    }
}
