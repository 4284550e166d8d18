package io.vitrine.importworker.identity;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service's own access token, fetched when it is first needed and again when it is about to expire or was refused. One fetch runs at
 * a time, and only who has no valid token waits for it: a valid one stays in use while the issuer is slow or away.
 */
public final class ServiceToken {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceToken.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Tokens> issuer;
    private @Nullable Tokens current;
    private @Nullable CompletableFuture<Optional<Tokens>> fetching;

    public ServiceToken(Supplier<Tokens> issuer) {
        this.issuer = issuer;
    }

    public static ServiceToken from(OidcClient client) {
        return new ServiceToken(() -> client.getTokens().await().atMost(PATIENCE));
    }

    /** Empty when there is no valid one and the issuer gives none just now. */
    public Optional<String> get() {
        CompletableFuture<Optional<Tokens>> renewal;
        synchronized (this) {
            Tokens held = current;
            if (held != null && !held.isAccessTokenExpired()) {
                if (held.isAccessTokenWithinRefreshInterval()) {
                    renewal();
                }
                return Optional.of(held.getAccessToken());
            }
            renewal = renewal();
        }
        return renewal.join().map(Tokens::getAccessToken);
    }

    /** Somebody did not accept this token: the next {@link #get} fetches another. */
    public synchronized void refused(String token) {
        if (current != null && token.equals(current.getAccessToken())) {
            current = null;
        }
    }

    private CompletableFuture<Optional<Tokens>> renewal() {
        if (fetching == null) {
            CompletableFuture<Optional<Tokens>> mine = new CompletableFuture<>();
            fetching = mine;
            Thread.ofVirtual().name("service-token").start(() -> mine.complete(fetch()));
        }
        return fetching;
    }

    private Optional<Tokens> fetch() {
        Optional<Tokens> fetched = ask();
        synchronized (this) {
            fetched.ifPresent(fresh -> current = fresh);
            fetching = null;
        }
        return fetched;
    }

    private Optional<Tokens> ask() {
        try {
            return Optional.of(issuer.get());
        } catch (RuntimeException e) {
            // The client's messages name the issuer and the client, never the secret.
            LOG.atWarn().addKeyValue("cause", e.toString()).log("No service token just now");
            return Optional.empty();
        }
    }
}
