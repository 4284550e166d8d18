package io.vitrine.storegateway.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule on a token that breaks it alone. */
class TokenRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final JsonObject header =
            new JsonObject().put("alg", "RS256").put("kid", "a").put("typ", "JWT");
    private final JsonObject claims = new JsonObject()
            .put("iss", "https://issuer")
            .put("iat", NOW.getEpochSecond())
            .put("exp", NOW.getEpochSecond() + 300);
    private final TokenRules rules = rules(List.of("client", "realm"));

    @Test
    void anAccessTokenIsAdmitted() {
        assertThat(rules.admit(token())).isTrue();
        claims.put("typ", "Bearer");
        header.put("typ", "at+jwt").put("alg", "ES256");
        assertThat(rules.admit(token())).isTrue();
        header.remove("typ");
        assertThat(rules.admit(token())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"alg, none", "alg, HS256", "alg, RS512", "kid, ''", "crit, x", "typ, logout+jwt"})
    void anotherFormIsNot(String name, String value) {
        header.put(name, value);
        assertThat(rules.admit(token())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"typ, ID", "typ, Refresh", "typ, Logout", "iss, https://other", "exp, soon", "iat, now"})
    void anotherUseOrIssuerIsNot(String name, String value) {
        claims.put(name, value);
        assertThat(rules.admit(token())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat"})
    void bothTimesAreNeeded(String name) {
        claims.remove(name);
        assertThat(rules.admit(token())).isFalse();
    }

    @Test
    void aTokenThatWasIssuedTooLongAgoIsNotHoweverLongItLasts() {
        claims.put("iat", NOW.minus(Duration.ofHours(24)).getEpochSecond());
        assertThat(rules.admit(token())).isTrue();
        claims.put("iat", NOW.minus(Duration.ofHours(24)).getEpochSecond() - 31);
        assertThat(rules.admit(token())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "a.b", "e30.e30", "e30.e30.e30", "?.?.?", "bnVsbA.bnVsbA.x", "e30.e30.e30.e30.e30"})
    void whatIsNoTokenIsNot(String text) {
        assertThat(rules.admit(text)).isFalse();
    }

    @Test
    void veryLongTokensAreNot() {
        claims.put("padding", "x".repeat(16 * 1024));
        assertThat(rules.admit(token())).isFalse();
    }

    @Test
    void rolesOfTheClientAndOfTheRealmCount() {
        claims.put("realm_access", new JsonObject().put("roles", JsonArray.of("Import-Worker")))
                .put("resource_access", access("images", "a").mergeIn(access("other", "b")));
        assertThat(rules.roles(token())).containsExactlyInAnyOrder("import-worker", "a");
    }

    @Test
    void rolesMayStandInAnyClaim() {
        claims.put("https://cloud/roles", JsonArray.of("a")).put("x", new JsonObject().put("y", JsonArray.of("b")));
        assertThat(rules(List.of("https://cloud/roles", "x/y", "none/at/all")).roles(token()))
                .containsExactlyInAnyOrder("a", "b");
    }

    private static JsonObject access(String client, String role) {
        return new JsonObject().put(client, new JsonObject().put("roles", JsonArray.of(role)));
    }

    private String token() {
        return part(header) + "." + part(claims) + ".signature";
    }

    private static String part(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static TokenRules rules(List<String> sources) {
        return new TokenRules(
                new CallerConfig() {
                    @Override
                    public Optional<Set<String>> issuers() {
                        return Optional.of(Set.of("https://issuer"));
                    }

                    @Override
                    public String clientId() {
                        return "images";
                    }

                    @Override
                    public List<String> roleSources() {
                        return sources;
                    }

                    @Override
                    public Duration maxTokenAge() {
                        return Duration.ofHours(24);
                    }
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
