package io.vitrine.keycleanup.barbican;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.local.keymanager.Barbican;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the scripted Barbican is taken to answer, a real one does. */
@EnabledIf(value = "io.vitrine.local.keymanager.Barbican#isInstalled", disabledReason = Barbican.HINT)
class RealBarbicanIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final SecretRules NONE = new SecretRules(false, false, Set.of());
    private static final SecretRules ALL = new SecretRules(true, true, Set.of("cinder"));

    @TempDir
    private static Path folder;

    private static Barbican barbican;

    private final UUID image = UUID.randomUUID();

    @BeforeAll
    static void start() {
        barbican = Barbican.start(folder);
    }

    @AfterAll
    static void stop() {
        barbican.close();
    }

    private static BarbicanManager manager(SecretRules rules, Microversion version) {
        var http = new StrictHttp(Optional.empty(), PATIENCE, PATIENCE);
        var token = new ServiceToken(() -> BarbicanSurroundings.token("a-token"));
        return new BarbicanManager(
                new BarbicanClient(http, URI.create(barbican.url()), version),
                Identity.withHeader(Scope.IMAGE_PROJECT, "", token),
                rules,
                new CircuitBreaker(Clock.systemUTC()),
                Clock.systemUTC());
    }

    private static BarbicanManager manager(SecretRules rules) {
        return manager(rules, new Microversion(1));
    }

    private KeyDelete command(UUID key, String project, String setBy) {
        return new KeyDelete(image, key, project, "deleter", setBy, 1);
    }

    @Test
    void aSecretIsDeletedOnceAndThenGone() {
        UUID key = barbican.secret("demo", "alice");
        assertThat(barbican.status(key, "demo")).isEqualTo(200);

        assertThat(manager(NONE).delete(command(key, "demo", null))).isEqualTo(new Deleted(204));

        assertThat(barbican.status(key, "demo")).isEqualTo(404);
        assertThat(manager(NONE).delete(command(key, "demo", null))).isEqualTo(new AlreadyGone(404));
        assertThat(manager(ALL).delete(command(key, "demo", "alice"))).isEqualTo(new AlreadyGone(404));
    }

    @Test
    void theSecretOfAnotherProjectIsNotDeleted() {
        UUID key = barbican.secret("victim", "alice");

        assertThat(manager(NONE).delete(command(key, "demo", "mallory"))).isEqualTo(new Refused("forbidden", 403));
        assertThat(manager(ALL).delete(command(key, "demo", "alice"))).isEqualTo(new Refused("forbidden", 403));

        assertThat(barbican.status(key, "victim")).isEqualTo(200);
    }

    @Test
    void theSecretOfAnotherUserIsNotDeletedUnlessHeIsTrusted() {
        UUID alices = barbican.secret("demo", "alice");
        UUID volumes = barbican.secret("demo", "cinder");

        assertThat(manager(ALL).delete(command(alices, "demo", "bob"))).isEqualTo(new Skipped("not-the-creator", null));
        assertThat(barbican.status(alices, "demo")).isEqualTo(200);
        assertThat(manager(ALL).delete(command(volumes, "demo", "bob"))).isEqualTo(new Deleted(204));
        assertThat(manager(ALL).delete(command(alices, "demo", "alice"))).isEqualTo(new Deleted(204));
    }

    @Test
    void whatSomebodyElseUsesStaysAndTheImagesOwnUseEnds() {
        UUID key = barbican.secret("demo", "alice");
        UUID other = UUID.randomUUID();
        barbican.consumer(key, "demo", image);
        barbican.consumer(key, "demo", other);

        assertThat(manager(ALL).delete(command(key, "demo", "alice"))).isEqualTo(new Skipped("in-use", null));
        assertThat(barbican.status(key, "demo")).isEqualTo(200);

        KeyDelete last = new KeyDelete(other, key, "demo", "deleter", "alice", 1);
        assertThat(manager(ALL).delete(last)).isEqualTo(new Deleted(204));
        assertThat(barbican.status(key, "demo")).isEqualTo(404);
    }

    @Test
    void aMicroversionThatItDoesNotKnowIsForAnOperator() {
        UUID key = barbican.secret("demo", "alice");

        assertThat(manager(NONE, new Microversion(9999)).delete(command(key, "demo", "alice")))
                .isEqualTo(new Refused("client-error", 406));
        assertThat(barbican.status(key, "demo")).isEqualTo(200);
        assertThat(manager(NONE, new Microversion(0)).delete(command(key, "demo", "alice")))
                .isEqualTo(new Deleted(204));
    }

    @Test
    void twoReplicasAtOnceEndInSuccessBoth() throws Exception {
        UUID key = barbican.secret("demo", "alice");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> delete = () -> manager(NONE).delete(command(key, "demo", "alice"));
            var outcomes =
                    threads.invokeAll(Stream.generate(() -> delete).limit(2).toList());

            for (var outcome : outcomes) {
                // The slower one may meet the other's lock and be asked to come again.
                assertThat(outcome.get()).isNotInstanceOf(Refused.class).isNotInstanceOf(Skipped.class);
            }
        }
        assertThat(barbican.status(key, "demo")).isEqualTo(404);
    }
}
