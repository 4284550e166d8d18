package io.vitrine.keycleanup.barbican;

import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.barbican.BarbicanClient.Answer;
import io.vitrine.keycleanup.barbican.Identity.Access;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import io.vitrine.keycleanup.key.KeyManager;
import io.vitrine.keycleanup.key.KeysConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes secrets in Barbican, when our own rules allow it too. Does not call while Barbican keeps failing. */
public final class BarbicanManager implements KeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(BarbicanManager.class);
    private static final Duration TOTAL = Duration.ofSeconds(15);

    private final BarbicanClient client;
    private final Identity identity;
    private final SecretRules rules;
    private final CircuitBreaker breaker;
    private final Answers answers;

    BarbicanManager(BarbicanClient client, Identity identity, SecretRules rules, CircuitBreaker breaker, Clock clock) {
        this.client = client;
        this.identity = identity;
        this.rules = rules;
        this.breaker = breaker;
        this.answers = new Answers(clock);
    }

    /**
     * Reads the configuration; calls nobody.
     *
     * @throws IllegalStateException with a sentence for the operator, when the configuration cannot work or could delete too much
     */
    public static BarbicanManager configured(BarbicanConfig config, KeysConfig keys, ServiceToken token, Clock clock) {
        URI endpoint = config.endpoint()
                .filter(Endpoints::isHttp)
                .orElseThrow(() ->
                        new IllegalStateException("images.keys.manager=barbican needs images.keys.barbican.endpoint,"
                                + " such as https://key-manager:9311."));
        Microversion version = Microversion.of(config.apiVersion());
        Optional<SSLContext> tls = config.ca().map(TrustedCa::context);
        return new BarbicanManager(
                new BarbicanClient(new StrictHttp(tls, StrictHttp.CONNECT, TOTAL), endpoint, version),
                Identities.configured(config, keys, token, tls),
                SecretRules.configured(keys, version),
                new CircuitBreaker(clock),
                clock);
    }

    @Override
    public DeletionOutcome delete(KeyDelete command) {
        Optional<String> project = identity.projectOf(command.projectId());
        if (project.isEmpty()) {
            return new Skipped("no-project", null);
        }
        Duration pause = breaker.pause();
        if (pause.isPositive()) {
            return new TryLater("circuit-open", null, pause);
        }
        try {
            return attempt(command, project.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            breaker.failed();
            return TryLater.because("interrupted");
        } catch (IOException e) {
            breaker.failed();
            // The cause is for the operator; the secret's path is not part of these messages.
            LOG.atWarn().addKeyValue("cause", e.toString()).log("The key manager gave no answer");
            return TryLater.because(reason(e));
        }
    }

    /** One attempt; a refused token is replaced once within it. */
    private DeletionOutcome attempt(KeyDelete command, String project) throws IOException, InterruptedException {
        long deadline = client.deadline();
        for (int round = 0; round < 2; round++) {
            Optional<Access> access = identity.in(project);
            if (access.isEmpty()) {
                return TryLater.because("no-token");
            }
            try {
                return talk(command, access.get(), deadline);
            } catch (TokenRefused e) {
                identity.refused(project, access.get());
            }
        }
        return new TryLater("unauthorized", 401, null);
    }

    private DeletionOutcome talk(KeyDelete command, Access access, long deadline)
            throws IOException, InterruptedException, TokenRefused {
        if (rules.askFirst()) {
            Answer described = heard(client.describe(command.keyId(), access, deadline));
            if (described.statusCode() != 200) {
                return answers.withoutEffect(described);
            }
            Optional<Secret> secret = Secret.read(described.body());
            if (secret.isEmpty()) {
                return new TryLater("unexpected-answer", 200, null);
            }
            Optional<DeletionOutcome> objection = objection(secret.get(), command, access, deadline);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        return answers.toDelete(heard(client.delete(command.keyId(), access, deadline)));
    }

    /** The image's own entry goes first: it is gone whatever others want, and from 1.2 on its entry would keep the secret. */
    private Optional<DeletionOutcome> objection(Secret secret, KeyDelete command, Access access, long deadline)
            throws IOException, InterruptedException, TokenRefused {
        Optional<DeletionOutcome> foreign = rules.foreign(secret, command);
        if (foreign.isPresent()) {
            return foreign;
        }
        if (rules.consumers() && secret.isUsedBy(command.imageId())) {
            Answer gone = heard(client.unregister(command.keyId(), command.imageId(), access, deadline));
            if (gone.statusCode() != 200 && gone.statusCode() != 404) {
                return Optional.of(answers.withoutEffect(gone));
            }
        }
        return rules.needed(secret, command);
    }

    private Answer heard(Answer answer) throws TokenRefused {
        breaker.answered(answer.statusCode());
        if (answer.statusCode() == 401) {
            throw new TokenRefused();
        }
        return answer;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException t -> "timeout";
            case SSLException s -> "tls";
            default -> "unreachable";
        };
    }

    /** Barbican does not accept the token: the conversation begins again with another one. */
    private static final class TokenRefused extends Exception {
        private static final long serialVersionUID = 1;

        TokenRefused() {
            super("the token was refused", null, false, false);
        }
    }
}
