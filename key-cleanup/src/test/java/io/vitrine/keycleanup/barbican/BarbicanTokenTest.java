package io.vitrine.keycleanup.barbican;

import static io.vitrine.keycleanup.barbican.ScriptedBarbican.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose name the calls are made in. */
class BarbicanTokenTest extends BarbicanSurroundings {
    @Test
    void aRefusedTokenIsReplacedOnceWithinTheAttempt() {
        barbican.then(answer(401)).then(answer(204));

        DeletionOutcome outcome = manager(barbican.endpoint()).delete(command());

        assertThat(outcome).isEqualTo(new Deleted(204));
        assertThat(barbican.requests.get(0)).contains("X-Auth-Token: token-1");
        assertThat(barbican.requests.get(1)).contains("X-Auth-Token: token-2");
    }

    @Test
    void aTokenRefusedTwiceIsNeverFinal() {
        barbican.then(answer(401)).then(answer(401));

        DeletionOutcome outcome = manager(barbican.endpoint()).delete(command());

        assertThat(outcome).isEqualTo(new TryLater("unauthorized", 401, null));
        assertThat(barbican.requests).hasSize(2);
    }

    @Test
    void aTokenIsFetchedOnceForManyCalls() {
        barbican.then(answer(204)).then(answer(204)).then(answer(404));
        BarbicanManager manager = manager(barbican.endpoint());

        manager.delete(command());
        manager.delete(command());
        manager.delete(command());

        assertThat(tokens).hasValue(1);
    }

    @Test
    void withoutATokenNobodyIsCalledAndTheKeyManagerIsNotBlamed() {
        var noIssuer = new ServiceToken(() -> {
            throw new IllegalStateException("issuer away");
        });
        var nobody = Identity.withHeader(Scope.IMAGE_PROJECT, "", noIssuer);
        var manager = manager(barbican.endpoint(), nobody, new SecretRules(false, false, Set.of()));

        for (int i = 0; i < CircuitBreaker.FAILURES + 1; i++) {
            assertThat(manager.delete(command())).isEqualTo(TryLater.because("no-token"));
        }

        assertThat(barbican.requests).isEmpty();
    }
}
