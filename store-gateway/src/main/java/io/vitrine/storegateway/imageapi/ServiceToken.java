package io.vitrine.storegateway.imageapi;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This service's own token. Fetched in the background at start and again well before it expires, so that no request waits for the
 * issuer, and one that is still valid keeps working while the issuer is away.
 */
@ApplicationScoped
public class ServiceToken {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

    private final OidcClients clients;
    private final OidcClientConfig config;
    private final TokenKeeper keeper;
    private volatile @Nullable OidcClient client;

    ServiceToken(Vertx vertx, OidcClients clients, OidcClientsConfig configs) {
        this.clients = clients;
        // The default client is switched off in application.properties: it would ask the issuer during the start, and
        // fail it.
        this.config = OidcClientConfig.builder(OidcClientsConfig.getDefaultClient(configs))
                .id("service")
                .clientEnabled(true)
                .build();
        this.keeper = new TokenKeeper(this::ask, new VertxAlarm(vertx), Clock.systemUTC());
    }

    void start(@Observes StartupEvent started) {
        keeper.fetch();
    }

    /** The token; at once when there is a valid one. Fails when there is none and the issuer gives none. */
    public Future<String> current() {
        return keeper.current();
    }

    private Future<Tokens> ask() {
        Promise<Tokens> answered = Promise.promise();
        connected()
                .chain(OidcClient::getTokens)
                .ifNoItem()
                .after(FETCH_TIMEOUT)
                .fail()
                .subscribe()
                .with(answered::complete, answered::fail);
        return answered.future();
    }

    private Uni<OidcClient> connected() {
        OidcClient known = client;
        return known != null
                ? Uni.createFrom().item(known)
                : clients.newClient(config).invoke(made -> client = made);
    }

    private static final class VertxAlarm implements TokenKeeper.Alarm {
        private final Vertx vertx;
        private @Nullable Long timer;

        VertxAlarm(Vertx vertx) {
            this.vertx = vertx;
        }

        @Override
        public synchronized void set(Duration after, Runnable action) {
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
            timer = vertx.setTimer(after.toMillis(), due -> action.run());
        }
    }
}
