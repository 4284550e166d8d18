package io.vitrine.keycleanup.barbican;

import static io.vitrine.keycleanup.barbican.ScriptedBarbican.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.barbican.KeystoneLogin.ApplicationCredential;
import io.vitrine.keycleanup.barbican.KeystoneLogin.Password;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Barbican that asks Keystone who is calling. */
class KeystoneTest extends BarbicanSurroundings {
    private static final SecretRules NONE = new SecretRules(false, false, Set.of());
    private static final KeystoneLogin PASSWORD = new Password("keys", "Default", "hidden-word");

    private ScriptedBarbican keystone;

    @BeforeEach
    void startKeystone() throws IOException {
        patience = Duration.ofSeconds(10);
        keystone = new ScriptedBarbican();
    }

    @AfterEach
    void stopKeystone() throws IOException {
        keystone.close();
    }

    private BarbicanManager manager(Scope scope, String project, KeystoneLogin login) {
        var client = new KeystoneClient(
                new StrictHttp(Optional.empty(), patience, patience), URI.create(keystone.endpoint() + "/v3"), login);
        var identity = Identity.withTokenOf(scope, project, wanted -> new ServiceToken(() -> client.token(wanted)));
        return manager(barbican.endpoint(), identity, NONE);
    }

    private static ScriptedBarbican.Reaction token(String token, Instant expires) {
        return answer(201, "{\"token\": {\"expires_at\": \"" + expires + "\"}}", "X-Subject-Token: " + token);
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3600);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aPasswordBuysATokenForTheImagesProject() throws IOException {
        keystone.then(token("for-1", inAnHour())).then(token("for-2", inAnHour()));
        barbican.then(answer(204)).then(answer(204)).then(answer(204));
        BarbicanManager manager = manager(Scope.IMAGE_PROJECT, "", PASSWORD);

        assertThat(manager.delete(command("project-1"))).isEqualTo(new Deleted(204));
        assertThat(manager.delete(command("project-2"))).isEqualTo(new Deleted(204));
        assertThat(manager.delete(command("project-1"))).isEqualTo(new Deleted(204));

        assertThat(keystone.calls())
                .containsExactly("POST /v3/auth/tokens?nocatalog", "POST /v3/auth/tokens?nocatalog");
        assertThat(json(keystone.bodies.getFirst())).isEqualTo(json("""
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                    {"name": "keys", "domain": {"name": "Default"}, "password": "hidden-word"}}},
                    "scope": {"project": {"id": "project-1"}}}}
                """));
        assertThat(barbican.requests)
                .extracting(head -> head.stream()
                        .filter(line -> line.startsWith("X-Auth-Token"))
                        .toList()
                        .toString())
                .containsExactly("[X-Auth-Token: for-1]", "[X-Auth-Token: for-2]", "[X-Auth-Token: for-1]");
        assertThat(barbican.requests.toString()).doesNotContain("X-Project-Id");
    }

    @Test
    void anApplicationCredentialAsksForNoScope() throws IOException {
        keystone.then(token("for-all", inAnHour()));
        barbican.then(answer(204)).then(answer(204));
        BarbicanManager manager = manager(Scope.FIXED, "", new ApplicationCredential("id-1", "hidden-word"));

        assertThat(manager.delete(command("project-1"))).isEqualTo(new Deleted(204));
        assertThat(manager.delete(command((String) null))).isEqualTo(new Deleted(204));

        assertThat(json(keystone.bodies.getFirst())).isEqualTo(json("""
                {"auth": {"identity": {"methods": ["application_credential"],
                    "application_credential": {"id": "id-1", "secret": "hidden-word"}}}}
                """));
        assertThat(keystone.requests).hasSize(1);
    }

    @Test
    void aTokenThatBarbicanRefusesIsReplaced() {
        keystone.then(token("revoked", inAnHour())).then(token("fresh", inAnHour()));
        barbican.then(answer(401)).then(answer(204));

        assertThat(manager(Scope.IMAGE_PROJECT, "", PASSWORD).delete(command())).isEqualTo(new Deleted(204));
        assertThat(barbican.requests.getLast()).contains("X-Auth-Token: fresh");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500, 503, 200, 302})
    void withoutATokenOfKeystoneBarbicanIsNotCalled(int status) {
        keystone.then(answer(status, "{}", "X-Subject-Token: x", "Location: " + barbican.endpoint()));

        assertThat(manager(Scope.IMAGE_PROJECT, "", PASSWORD).delete(command()))
                .isEqualTo(TryLater.because("no-token"));
        assertThat(barbican.requests).isEmpty();
    }

    @Test
    void aKeystoneThatHangsIsLeftAlone() {
        patience = SHORT;
        keystone.then(ScriptedBarbican.hang());

        assertThat(manager(Scope.IMAGE_PROJECT, "", PASSWORD).delete(command()))
                .isEqualTo(TryLater.because("no-token"));
    }

    @Test
    void anAnswerWithoutTokenOrExpiryIsNone() {
        keystone.then(answer(201, "{\"token\": {\"expires_at\": \"" + inAnHour() + "\"}}"))
                .then(answer(201, "{}", "X-Subject-Token: x"))
                .then(answer(201, "no JSON", "X-Subject-Token: x"));
        BarbicanManager manager = manager(Scope.IMAGE_PROJECT, "", PASSWORD);

        for (int i = 0; i < 3; i++) {
            assertThat(manager.delete(command())).isEqualTo(TryLater.because("no-token"));
        }
        assertThat(keystone.requests).hasSize(3);
    }

    @Test
    void anImageWithoutProjectHasNoTokenToAskFor() {
        assertThat(manager(Scope.IMAGE_PROJECT, "", PASSWORD).delete(command((String) null)))
                .isEqualTo(new Skipped("no-project", null));
        assertThat(keystone.requests).isEmpty();
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(PASSWORD.toString()).doesNotContain("hidden-word");
        assertThat(new ApplicationCredential("id-1", "hidden-word").toString()).doesNotContain("hidden-word");
        assertThat(new Identity.Access("hidden-word", Optional.empty()).toString())
                .doesNotContain("hidden-word");
    }
}
