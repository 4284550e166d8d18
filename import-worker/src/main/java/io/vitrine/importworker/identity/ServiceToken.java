package io.vitrine.importworker.identity;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This service's own access token, fetched when it is first needed and again when it is about to expire or was refused. */
public final class ServiceToken {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceToken.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Tokens> issuer;
    private @Nullable Tokens current;

    public ServiceToken(Supplier<Tokens> issuer) {
        this.issuer = issuer;
    }

    public static ServiceToken from(OidcClient client) {
        return new ServiceToken(() -> client.getTokens().await().atMost(PATIENCE));
    }

    /** Empty when the issuer gives none just now. */
    public synchronized Optional<String> get() {
        Tokens tokens = current;
        if (tokens == null || tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval()) {
            tokens = fetch();
            current = tokens;
        }
        return Optional.ofNullable(tokens).map(Tokens::getAccessToken);
    }

    /** Somebody did not accept this token: the next {@link #get} fetches another. */
    public synchronized void refused(String token) {
        if (current != null && token.equals(current.getAccessToken())) {
            current = null;
        }
    }

    private @Nullable Tokens fetch() {
        try {
            return issuer.get();
        } catch (RuntimeException e) {
            // The client's messages name the issuer and the client, never the secret.
            LOG.atWarn().addKeyValue("cause", e.toString()).log("No service token just now");
            return null;
        }
    }
}
