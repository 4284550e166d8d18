package io.vitrine.keycleanup.barbican;

import static io.vitrine.keycleanup.barbican.ScriptedBarbican.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are looked at before they are deleted, where the configuration says so. */
class SecretRulesTest extends BarbicanSurroundings {
    private static final UUID IMAGE = UUID.fromString("0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f");
    private static final SecretRules CREATOR = new SecretRules(false, true, Set.of("cinder"));
    private static final SecretRules CONSUMERS = new SecretRules(true, false, Set.of());
    private static final String LOOK = "GET /v1/secrets/" + KEY;
    private static final String UNREGISTER = "DELETE /v1/secrets/" + KEY + "/consumers";
    private static final String DELETE = "DELETE /v1/secrets/" + KEY;

    @BeforeEach
    void nobodyHangs() {
        patience = Duration.ofSeconds(10);
    }

    private static KeyDelete setBy(String user) {
        return new KeyDelete(IMAGE, KEY, "project-1", "deleter", user, 1);
    }

    private static ScriptedBarbican.Reaction secret(String creator, String consumers) {
        return answer(200, """
                {"secret_ref": "http://elsewhere/v1/secrets/%s", "creator_id": %s, "consumers": %s}
                """.formatted(KEY, creator, consumers));
    }

    private static String consumer(String service, UUID id) {
        return "{\"service\": \"%s\", \"resource_type\": \"image\", \"resource_id\": \"%s\"}".formatted(service, id);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", quoteCharacter = '`', textBlock = """
            # creator_id, key_set_by, goes
            "alice",      alice,      true
            "alice",      bob,        false
            "alice",      -,          false
            "cinder",     bob,        true
            "cinder",     -,          true
            null,         -,          false
            null,         alice,      false
            "",           -,          false
            """)
    void onlyASecretOfWhoeverNamedItOrOfTheTrustedGoes(String creator, String setBy, boolean goes) {
        barbican.then(secret(creator, "[]")).then(answer(204));

        DeletionOutcome outcome = manager(barbican.endpoint(), CREATOR).delete(setBy(setBy));

        assertThat(outcome).isEqualTo(goes ? new Deleted(204) : new Skipped("not-the-creator", null));
        assertThat(barbican.calls().contains(DELETE)).isEqualTo(goes);
    }

    @Test
    void aSecretThatNobodyUsesGoes() {
        barbican.then(secret("null", "[]")).then(answer(204));

        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new Deleted(204));
        assertThat(barbican.calls()).containsExactly(LOOK, DELETE);
    }

    @Test
    void theImagesOwnEntryIsTakenBackFirst() {
        barbican.then(secret("null", "[" + consumer("image", IMAGE) + "]"))
                .then(answer(200))
                .then(answer(204));

        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new Deleted(204));
        assertThat(barbican.calls()).containsExactly(LOOK, UNREGISTER, DELETE);
        assertThat(barbican.bodies).containsExactly(consumer("image", IMAGE));
    }

    @Test
    void anEntryOfAnybodyElseKeepsTheSecret() {
        String others = "[" + consumer("image", IMAGE) + "," + consumer("image", UUID.randomUUID()) + "]";
        barbican.then(secret("null", others)).then(answer(200));
        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new Skipped("in-use", null));
        assertThat(barbican.calls()).containsExactly(LOOK, UNREGISTER);

        barbican.then(secret("null", "[" + consumer("volume", IMAGE) + "]"));
        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new Skipped("in-use", null));
        assertThat(barbican.calls()).doesNotContain(DELETE);
    }

    @Test
    void anAnswerThatDoesNotSayWhoUsesTheSecretKeepsIt() {
        barbican.then(answer(200, "{\"secret_ref\": \"x\"}"));

        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new Refused("consumers-unknown", 200));
        assertThat(barbican.calls()).containsExactly(LOOK);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(404, new AlreadyGone(404)),
                Arguments.of(403, new Refused("forbidden", 403)),
                Arguments.of(406, new Refused("client-error", 406)),
                Arguments.of(400, new Refused("malformed", 400)),
                Arguments.of(204, new TryLater("unexpected-answer", 204, Duration.ofSeconds(5))),
                Arguments.of(200, new TryLater("unexpected-answer", 200, null)),
                Arguments.of(429, new TryLater("limited", 429, Duration.ofSeconds(5))),
                Arguments.of(503, new TryLater("unavailable", 503, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aSecretThatCannotBeLookedAtIsNotDeleted(int status, DeletionOutcome expected) {
        barbican.then(answer(status, "no JSON", "Retry-After: 5"));

        assertThat(manager(barbican.endpoint(), CREATOR).delete(setBy("alice"))).isEqualTo(expected);
        assertThat(barbican.calls()).containsExactly(LOOK);
    }

    @Test
    void anEntryThatCannotBeTakenBackKeepsTheSecretForNow() {
        barbican.then(secret("null", "[" + consumer("image", IMAGE) + "]")).then(answer(500));

        assertThat(manager(barbican.endpoint(), CONSUMERS).delete(setBy("alice")))
                .isEqualTo(new TryLater("unavailable", 500, null));
        assertThat(barbican.calls()).containsExactly(LOOK, UNREGISTER);
    }

    @Test
    void aTokenRefusedInBetweenIsReplacedAndTheConversationBeginsAgain() {
        barbican.then(secret("\"alice\"", "[]"))
                .then(answer(401))
                .then(secret("\"alice\"", "[]"))
                .then(answer(204));

        assertThat(manager(barbican.endpoint(), CREATOR).delete(setBy("alice"))).isEqualTo(new Deleted(204));
        assertThat(barbican.calls()).containsExactly(LOOK, DELETE, LOOK, DELETE);
        assertThat(barbican.requests.getLast()).contains("X-Auth-Token: token-2");
    }
}
