package io.vitrine.storegateway.fake;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A token issuer as small as quarkus-oidc allows: discovery, one key, and tokens for whoever asks. */
public final class FakeIssuer {
    private static final String KEY_ID = "test";

    private final KeyPair keys = keys();
    private final String url;

    FakeIssuer(String url) {
        this.url = url;
    }

    /** A token as import-worker or any other service would have it. */
    public String token(String role) {
        return token(role, "image-service", keys, 300);
    }

    public String expired(String role) {
        return token(role, "image-service", keys, -120);
    }

    public String forAnother(String role) {
        return token(role, "somebody-else", keys, 300);
    }

    public String forged(String role) {
        return token(role, "image-service", keys(), 300);
    }

    /** Signed like any other, for a client that wants to know who logged in. */
    public String idToken(String role) {
        return claims("image-service", 300)
                .claim("resource_access", Map.of("image-service", Map.of("roles", List.of(role))))
                .claim("typ", "ID")
                .jws()
                .keyId(KEY_ID)
                .sign(keys.getPrivate());
    }

    /** The role is one of the realm, not of a client. */
    public String realmToken(String role) {
        return claims("image-service", 300)
                .claim("realm_access", Map.of("roles", List.of(role)))
                .jws()
                .keyId(KEY_ID)
                .sign(keys.getPrivate());
    }

    private JwtClaimsBuilder claims(String audience, long seconds) {
        long now = System.currentTimeMillis() / 1_000;
        return Jwt.issuer(url)
                .subject("service-account")
                .audience(Set.of(audience))
                .issuedAt(now - 600)
                .expiresAt(now + seconds);
    }

    private String token(String role, String audience, KeyPair signer, long seconds) {
        return claims(audience, seconds)
                .claim("resource_access", Map.of("image-service", Map.of("roles", List.of(role))))
                .jws()
                .keyId(KEY_ID)
                .sign(signer.getPrivate());
    }

    void handle(HttpServerRequest request) {
        if (request.path().endsWith("/openid-configuration")) {
            answer(
                    request,
                    new JsonObject()
                            .put("issuer", url)
                            .put("token_endpoint", url + "/token")
                            .put("jwks_uri", url + "/keys"));
        } else if (request.path().endsWith("/token")) {
            answer(
                    request,
                    new JsonObject()
                            .put("access_token", token("store-gateway"))
                            .put("token_type", "Bearer")
                            .put("expires_in", 300));
        } else {
            answer(request, new JsonObject().put("keys", new JsonArray().add(key())));
        }
    }

    private JsonObject key() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("kid", KEY_ID)
                .put("alg", "RS256")
                .put("use", "sig")
                .put("n", number(key.getModulus().toByteArray()))
                .put("e", number(key.getPublicExponent().toByteArray()));
    }

    private static String number(byte[] signed) {
        int from = signed[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(signed, from, signed.length));
    }

    private static void answer(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(body.encode());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
