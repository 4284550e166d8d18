package io.vitrine.imageapi.gateway;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service's own token, for its calls to gateways: fetched when it is first needed, and again when it is about to expire or was
 * refused. One fetch runs at a time, and only who has no valid token waits for it.
 */
@ApplicationScoped
class ServiceToken {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceToken.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OidcClients clients;
    private final OidcClientConfig config;
    private volatile @Nullable OidcClient client;
    private @Nullable Tokens current;
    private @Nullable CompletableFuture<Optional<Tokens>> fetching;

    ServiceToken(OidcClients clients, OidcClientsConfig configs) {
        this.clients = clients;
        // The default client is switched off in application.properties: it would ask the issuer during the start, and
        // fail it.
        this.config = OidcClientConfig.builder(OidcClientsConfig.getDefaultClient(configs))
                .id("service")
                .clientEnabled(true)
                .build();
    }

    /** Empty when there is no valid one and the issuer gives none just now. */
    Optional<String> get() {
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
    synchronized void refused(String token) {
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
            OidcClient known = client;
            if (known == null) {
                known = clients.newClient(config).await().atMost(PATIENCE);
                client = known;
            }
            return Optional.of(known.getTokens().await().atMost(PATIENCE));
        } catch (RuntimeException e) {
            // The client's messages name the issuer and the client, never the secret.
            LOG.atWarn().addKeyValue("cause", e.toString()).log("no service token just now");
            return Optional.empty();
        }
    }
}
