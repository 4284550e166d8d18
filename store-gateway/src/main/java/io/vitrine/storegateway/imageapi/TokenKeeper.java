package io.vitrine.storegateway.imageapi;

import io.quarkus.oidc.client.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One token, renewed in the background well before it expires. The issuer is asked by one request at a time and, while it is away, at a
 * steady pace that does not depend on how many callers want a token: between two attempts they are refused at once.
 */
final class TokenKeeper {
    /** One alarm: setting it again takes the earlier one back. */
    interface Alarm {
        void set(Duration after, Runnable action);
    }

    static final Duration RETRY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
    private static final Duration SOONEST_RENEWAL = Duration.ofSeconds(1);

    private final Supplier<Future<Tokens>> issuer;
    private final Alarm alarm;
    private final Clock clock;
    private volatile @Nullable Tokens tokens;
    private @Nullable Future<String> fetching;
    private @Nullable Throwable lastFailure;

    TokenKeeper(Supplier<Future<Tokens>> issuer, Alarm alarm, Clock clock) {
        this.issuer = issuer;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** The token; at once when there is a valid one. Fails when there is none and the issuer gives none. */
    Future<String> current() {
        Tokens held = tokens;
        return held != null && remaining(held).isPositive() ? Future.succeededFuture(held.getAccessToken()) : awaited();
    }

    private synchronized Future<String> awaited() {
        if (fetching != null) {
            return fetching;
        }
        return lastFailure == null ? fetch() : Future.failedFuture(lastFailure);
    }

    /** Asks the issuer, unless it is being asked. */
    synchronized Future<String> fetch() {
        if (fetching != null) {
            return fetching;
        }
        Promise<String> promise = Promise.promise();
        fetching = promise.future();
        Future<String> mine = fetching;
        issuer.get().onComplete(answer -> {
            if (answer.succeeded()) {
                fetched(answer.result());
                promise.complete(answer.result().getAccessToken());
            } else {
                failed(answer.cause());
                promise.fail(answer.cause());
            }
        });
        return mine;
    }

    private synchronized void fetched(Tokens fresh) {
        tokens = fresh;
        fetching = null;
        if (lastFailure != null) {
            lastFailure = null;
            LOG.info("The token issuer answers again");
        }
        // A third of its life is left for an issuer that is away.
        Duration renewal = remaining(fresh).multipliedBy(2).dividedBy(3);
        alarm.set(renewal.compareTo(SOONEST_RENEWAL) < 0 ? SOONEST_RENEWAL : renewal, this::fetch);
    }

    private synchronized void failed(Throwable failure) {
        fetching = null;
        if (lastFailure == null) {
            LOG.atWarn()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("No service token from the token issuer; trying again until there is one");
        }
        lastFailure = failure;
        alarm.set(RETRY, this::fetch);
    }

    private Duration remaining(Tokens held) {
        Long expiresAt = held.getAccessTokenExpiresAt();
        return expiresAt == null ? Duration.ofMinutes(1) : Duration.ofMillis(expiresAt * 1_000 - clock.millis());
    }
}
