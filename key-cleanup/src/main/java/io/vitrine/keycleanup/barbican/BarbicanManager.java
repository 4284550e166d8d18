package io.vitrine.keycleanup.barbican;

import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import io.vitrine.keycleanup.key.KeyManager;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes secrets in Barbican, each in the project that owned the image. Does not call while Barbican keeps failing. */
public final class BarbicanManager implements KeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(BarbicanManager.class);
    /** What a header can carry, and every project id of Keystone and Keycloak is. */
    private static final Pattern PROJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final BarbicanClient client;
    private final ServiceToken token;
    private final CircuitBreaker breaker;
    private final Answers answers;

    BarbicanManager(BarbicanClient client, ServiceToken token, CircuitBreaker breaker, Clock clock) {
        this.client = client;
        this.token = token;
        this.breaker = breaker;
        this.answers = new Answers(clock);
    }

    /**
     * Reads the configuration; calls nobody.
     *
     * @throws IllegalStateException with a sentence for the operator, when the configuration cannot work
     */
    public static BarbicanManager configured(BarbicanConfig config, ServiceToken token, Clock clock) {
        if (config.auth().scope() == Scope.FIXED) {
            // One identity for all projects would delete, for any user, whatever secret he names in his own image.
            throw new IllegalStateException("images.keys.barbican.auth.scope=fixed needs a check of who created a key,"
                    + " which this release does not have: use image-project.");
        }
        return new BarbicanManager(BarbicanClient.configured(config), token, new CircuitBreaker(clock), clock);
    }

    @Override
    public DeletionOutcome delete(KeyDelete command) {
        String project = command.projectId();
        if (project == null || !PROJECT.matcher(project).matches()) {
            return new Skipped("no-project", null);
        }
        Duration pause = breaker.pause();
        if (pause.isPositive()) {
            return new TryLater("circuit-open", null, pause);
        }
        try {
            return call(command, project);
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
    private DeletionOutcome call(KeyDelete command, String project) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + client.patience().toNanos();
        for (int round = 0; round < 2; round++) {
            Optional<String> mine = token.get();
            if (mine.isEmpty()) {
                return TryLater.because("no-token");
            }
            BarbicanClient.Answer answer = client.delete(command.keyId(), project, mine.get(), deadline);
            breaker.answered(answer.statusCode());
            if (answer.statusCode() != 401) {
                return answers.judge(answer);
            }
            token.refused(mine.get());
        }
        return new TryLater("unauthorized", 401, null);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException t -> "timeout";
            case SSLException s -> "tls";
            default -> "unreachable";
        };
    }
}
