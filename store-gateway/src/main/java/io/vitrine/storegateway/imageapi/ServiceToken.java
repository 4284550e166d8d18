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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service's own token. Fetched in the background at start and again well before it expires, so that no request waits for the
 * issuer, and one that is still valid keeps working while the issuer is away.
 */
@ApplicationScoped
public class ServiceToken {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceToken.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final OidcClients clients;
    private final OidcClientConfig config;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<@Nullable Future<String>> fetching = new AtomicReference<>();
    private volatile @Nullable OidcClient client;
    private volatile @Nullable Tokens tokens;
    private volatile boolean failedBefore;

    ServiceToken(Vertx vertx, OidcClients clients, OidcClientsConfig configs) {
        this.vertx = vertx;
        this.clients = clients;
        // The default client is switched off in application.properties: it would ask the issuer during the start, and
        // fail it.
        this.config = OidcClientConfig.builder(OidcClientsConfig.getDefaultClient(configs))
                .id("service")
                .clientEnabled(true)
                .build();
    }

    void start(@Observes StartupEvent started) {
        fetch();
    }

    /** The token; at once when there is a valid one. Fails when there is none and the issuer gives none. */
    public Future<String> current() {
        Tokens held = tokens;
        if (held != null && remaining(held).isPositive()) {
            return Future.succeededFuture(held.getAccessToken());
        }
        return fetch();
    }

    private Future<String> fetch() {
        Promise<String> promise = Promise.promise();
        Future<String> mine = promise.future();
        Future<String> running = fetching.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        connected()
                .chain(OidcClient::getTokens)
                .ifNoItem()
                .after(FETCH_TIMEOUT)
                .fail()
                .subscribe()
                .with(
                        fresh -> {
                            fetched(fresh);
                            promise.complete(fresh.getAccessToken());
                        },
                        failure -> {
                            failed(failure);
                            promise.fail(failure);
                        });
        return mine;
    }

    private Uni<OidcClient> connected() {
        OidcClient known = client;
        return known != null
                ? Uni.createFrom().item(known)
                : clients.newClient(config).invoke(made -> client = made);
    }

    private void fetched(Tokens fresh) {
        tokens = fresh;
        fetching.set(null);
        if (failedBefore) {
            failedBefore = false;
            LOG.info("The token issuer answers again");
        }
        // A third of its life is left for an issuer that is away.
        vertx.setTimer(Math.max(1_000, remaining(fresh).toMillis() * 2 / 3), timer -> fetch());
    }

    private void failed(Throwable failure) {
        fetching.set(null);
        if (!failedBefore) {
            failedBefore = true;
            LOG.atWarn()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("No service token from the token issuer; trying again until there is one");
        }
        vertx.setTimer(RETRY.toMillis(), timer -> fetch());
    }

    private Duration remaining(Tokens held) {
        Long expiresAt = held.getAccessTokenExpiresAt();
        return expiresAt == null
                ? Duration.ofMinutes(1)
                : Duration.ofMillis(expiresAt * 1_000 - clock.instant().toEpochMilli());
    }
}
