package io.vitrine.keycleanup.barbican;

import static io.vitrine.keycleanup.barbican.ScriptedBarbican.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each answer of Barbican and the outcome it has. */
class BarbicanManagerTest extends BarbicanSurroundings {
    static Stream<Arguments> answers() {
        String inUse = "{\"code\": 400, \"description\": \"Secret has Consumers, use force\"}";
        return Stream.of(
                Arguments.of("204", answer(204), new Deleted(204)),
                Arguments.of("404", answer(404, "{\"code\": 404}"), new AlreadyGone(404)),
                Arguments.of("400 in use", answer(400, inUse), new Skipped("in-use", 400)),
                Arguments.of("400", answer(400, "{\"code\": 400}"), new Refused("malformed", 400)),
                Arguments.of("403", answer(403), new Refused("forbidden", 403)),
                Arguments.of("405", answer(405), new Refused("client-error", 405)),
                Arguments.of("406", answer(406), new Refused("client-error", 406)),
                Arguments.of("415", answer(415), new Refused("client-error", 415)),
                Arguments.of("409", answer(409), new TryLater("conflict", 409, null)),
                Arguments.of("413", answer(413, "", "Retry-After: 7"), later("limited", 413, 7)),
                Arguments.of("429", answer(429, "", "Retry-After: 120"), later("limited", 429, 120)),
                Arguments.of(
                        "429 until a date",
                        answer(429, "", "Retry-After: Sun, 01 Mar 2026 12:01:30 GMT"),
                        later("limited", 429, 90)),
                Arguments.of(
                        "429 until a date gone by",
                        answer(429, "", "Retry-After: Sun, 01 Mar 2026 11:00:00 GMT"),
                        new TryLater("limited", 429, null)),
                Arguments.of(
                        "429 with a wish nobody understands",
                        answer(429, "", "Retry-After: soon"),
                        new TryLater("limited", 429, null)),
                Arguments.of(
                        "503 for ever", answer(503, "", "Retry-After: 999999999"), later("unavailable", 503, 86_400)),
                Arguments.of("500", answer(500), new TryLater("unavailable", 500, null)),
                Arguments.of("502", answer(502), new TryLater("unavailable", 502, null)),
                Arguments.of("200", answer(200), new TryLater("unexpected-answer", 200, null)),
                Arguments.of(
                        "a redirect",
                        answer(302, "", "Location: http://127.0.0.1:1/"),
                        new TryLater("unexpected-answer", 302, null)),
                Arguments.of("hang", ScriptedBarbican.hang(), TryLater.because("timeout")),
                Arguments.of("reset", ScriptedBarbican.reset(), TryLater.because("unreachable")));
    }

    private static TryLater later(String reason, int status, long seconds) {
        return new TryLater(reason, status, Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void everyAnswerHasItsOutcome(String name, ScriptedBarbican.Reaction reaction, DeletionOutcome expected) {
        barbican.then(reaction);

        DeletionOutcome outcome = manager(barbican.endpoint()).delete(command());

        assertThat(outcome).isEqualTo(expected);
        assertThat(barbican.requests).hasSize(1);
    }

    @Test
    void theCallNamesTheKeyTheProjectTheTokenAndTheVersionAndNothingElse() {
        barbican.then(answer(204));

        manager(URI.create(barbican.endpoint() + "/")).delete(command());

        List<String> head = barbican.requests.getFirst();
        assertThat(head.getFirst()).isEqualTo("DELETE /v1/secrets/" + KEY + " HTTP/1.1");
        assertThat(head)
                .contains(
                        "X-Auth-Token: token-1",
                        "X-Project-Id: project-1",
                        "OpenStack-API-Version: key-manager 1.1",
                        "Accept: application/json");
        assertThat(head.toString()).doesNotContain("force");
    }

    @Test
    void aResetAfterTheEffectIsSuccessAtTheNextAttempt() {
        barbican.then(ScriptedBarbican.reset()).then(answer(404));
        BarbicanManager manager = manager(barbican.endpoint());

        assertThat(manager.delete(command())).isEqualTo(TryLater.because("unreachable"));
        assertThat(manager.delete(command())).isEqualTo(new AlreadyGone(404));
    }

    @Test
    void anErrorBodyThatNeverEndsCostsBoundedTime() {
        barbican.then(ScriptedBarbican.hangInTheBody());

        DeletionOutcome outcome = manager(barbican.endpoint()).delete(command());

        assertThat(outcome).isEqualTo(TryLater.because("timeout"));
    }

    @Test
    void aFixedIdentityNamesItsOwnProjectOrNone() {
        barbican.then(answer(204)).then(answer(204));
        var token = new ServiceToken(() -> token("token"));
        var rules = new SecretRules(false, false, Set.of());

        manager(barbican.endpoint(), Identity.withHeader(Scope.FIXED, "keys", token), rules)
                .delete(command());
        manager(barbican.endpoint(), Identity.withHeader(Scope.FIXED, "", token), rules)
                .delete(command(null));

        assertThat(barbican.requests.get(0)).contains("X-Project-Id: keys");
        assertThat(barbican.requests.get(1).toString()).doesNotContain("X-Project-Id");
    }

    @Test
    void aNameThatDoesNotResolveIsTriedLater() {
        DeletionOutcome outcome =
                manager(URI.create("http://key-manager.invalid:9311")).delete(command());

        assertThat(outcome).isEqualTo(TryLater.because("unreachable"));
    }

    @Test
    void aPeerThatDoesNotSpeakTlsIsTriedLater() {
        barbican.then(answer(204));
        URI https = URI.create("https://127.0.0.1:" + barbican.endpoint().getPort());

        DeletionOutcome outcome = manager(https).delete(command());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TryLater.class, later -> assertThat(later.reason()).isIn("tls", "unreachable", "timeout"));
    }

    @Test
    void anImageWithoutProjectKeepsItsKeyAndNobodyIsAsked() {
        BarbicanManager manager = manager(barbican.endpoint());

        assertThat(manager.delete(command(null))).isEqualTo(new Skipped("no-project", null));
        assertThat(manager.delete(command("a\r\nX-Roles: admin"))).isEqualTo(new Skipped("no-project", null));
        assertThat(manager.delete(command(""))).isEqualTo(new Skipped("no-project", null));
        assertThat(barbican.requests).isEmpty();
    }
}
