package io.vitrine.imageapi.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.TenantIdentityProvider;
import io.smallrye.mutiny.Uni;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges tokens (spec: security, section 6). Our own checks stand around those of quarkus-oidc, which verifies signature, issuer, audience
 * and times. A token that passed is remembered by its digest until it expires, so that most requests verify no signature.
 */
@ApplicationScoped
class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int REMEMBERED = 10_000;
    private static final long AWAY_SECONDS = 10;
    private static final int LOGGED_DIGITS = 8;

    private final TenantIdentityProvider oidc;
    private final CallerClaims claims;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Cache<String, VerifiedToken> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    TokenVerifier(TenantIdentityProvider oidc, CallerClaims claims, Clock clock, MeterRegistry metrics) {
        this.metrics = metrics;
        this.oidc = oidc;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * Fails with a {@link ProblemException}: 401, or 503 when the key of the token is unknown and its issuer cannot be asked.
     *
     * @param late how long ago the token may have expired; everything else about it must be in order
     */
    Uni<VerifiedToken> verify(String token, Duration late) {
        String digest = digest(token);
        VerifiedToken remembered = known.getIfPresent(digest);
        if (remembered != null) {
            if (remembered.isUsable(clock.instant(), late)) {
                return Uni.createFrom().item(remembered);
            }
            known.invalidate(digest);
        }
        return Uni.createFrom()
                .deferred(() -> {
                    TokenForm.check(token);
                    return oidc.authenticate(new AccessTokenCredential(token)).replaceWithVoid();
                })
                .onFailure(failure -> late.isPositive() && isExpiredOnly(failure))
                .recoverWithItem((Void) null)
                .map(valid -> claims.read(TokenForm.claims(token)))
                .invoke(verified -> refuseIfOlder(verified, late))
                .invoke(verified -> known.put(digest, verified))
                .onFailure()
                .transform(failure -> refusal(failure, digest));
    }

    /** The signature is verified first and all claims after it, so a complaint about the time alone says that the rest is in order. */
    private static boolean isExpiredOnly(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return !invalid.getErrorDetails().isEmpty()
                        && invalid.getErrorDetails().stream()
                                .allMatch(error -> error.getErrorCode() == ErrorCodes.EXPIRED);
            }
        }
        return false;
    }

    private void refuseIfOlder(VerifiedToken verified, Duration late) {
        if (late.isPositive() && !verified.isUsable(clock.instant(), late)) {
            throw TokenForm.refused();
        }
    }

    private ProblemException refusal(Throwable failure, String digest) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException || cause instanceof IOException || cause instanceof TimeoutException) {
                LOG.atWarn()
                        .addKeyValue("token", digest.substring(0, LOGGED_DIGITS))
                        .addKeyValue("cause", cause.getClass().getSimpleName())
                        .log("a token could not be judged: its issuer cannot be reached");
                count("issuer-away");
                return ProblemException.unavailable("The identity provider cannot be reached just now.", AWAY_SECONDS);
            }
        }
        LOG.atDebug()
                .addKeyValue("token", digest.substring(0, LOGGED_DIGITS))
                .addKeyValue("cause", failure.getClass().getSimpleName())
                .log("a token was refused");
        count(isExpiredOnly(failure) ? "expired" : "invalid");
        return failure instanceof ProblemException problem ? problem : TokenForm.refused();
    }

    private void count(String reason) {
        metrics.counter("image.auth.failures", "reason", reason).increment();
    }

    /** Tokens themselves are kept nowhere. */
    private static String digest(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
