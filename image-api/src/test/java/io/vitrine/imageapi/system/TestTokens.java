package io.vitrine.imageapi.system;

import io.restassured.RestAssured;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as Keycloak makes them, for personas that tests make up. */
public final class TestTokens {
    public static final String AUDIENCE = "image-service";
    private static final long LIFETIME = 300;

    private TestTokens() {}

    public static String admin() {
        return of("admin", "admin");
    }

    public static String member(String project) {
        return of(project, "member");
    }

    public static String reader(String project) {
        return of(project, "reader");
    }

    /** @param project null for a token without one */
    public static String of(String project, String... roles) {
        return signed(claims(project, roles));
    }

    /** The token of one of our services; see {@link io.vitrine.contracts.ServiceRole}. */
    public static String service(String role) {
        return of(null, role);
    }

    /** Claims to spoil before they are signed. */
    public static JwtClaimsBuilder claims(String project, String... roles) {
        Instant now = Instant.now();
        JwtClaimsBuilder claims = Jwt.issuer(issuer())
                .audience(AUDIENCE)
                .subject("user-of-" + project)
                .issuedAt(now)
                .expiresAt(now.plusSeconds(LIFETIME))
                .claim("typ", "Bearer")
                .claim("resource_access", Map.of(AUDIENCE, Map.of("roles", List.of(roles))));
        return project == null ? claims : claims.claim("project_id", project);
    }

    public static String signed(JwtClaimsBuilder claims) {
        return claims.jws().keyId(TestIssuer.KEY_ID).sign(key());
    }

    public static String issuer() {
        return ConfigProvider.getConfig().getValue(RealComponents.ISSUER, String.class);
    }

    /** Makes the issuer hang up on every question, or answer again. */
    public static void issuerIsAway(boolean away) {
        RestAssured.given().get(issuer() + (away ? "/away" : "/back")).then().statusCode(204);
    }

    public static PrivateKey key() {
        byte[] der =
                Base64.getDecoder().decode(ConfigProvider.getConfig().getValue(RealComponents.TOKEN_KEY, String.class));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
