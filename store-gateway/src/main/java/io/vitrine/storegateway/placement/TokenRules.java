package io.vitrine.storegateway.placement;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What quarkus-oidc leaves open about a token (spec: security, section 6): its form and algorithm, what it is for, its age, the accepted
 * issuers, and where roles stand. The same rules as image-api's, from the same keys.
 */
@ApplicationScoped
class TokenRules {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final CallerConfig config;
    private final Clock clock;

    @Inject
    TokenRules(CallerConfig config) {
        this(config, Clock.systemUTC());
    }

    TokenRules(CallerConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whether the token may be one of ours. Its signature is somebody else's to verify. */
    boolean admit(String token) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > MAX_LENGTH || parts.length != 3) {
            return false;
        }
        JsonObject header = read(parts[0]);
        JsonObject claims = read(parts[1]);
        return header != null && claims != null && admitHeader(header) && admitClaims(claims);
    }

    private static boolean admitHeader(JsonObject header) {
        String type = header.getString("typ");
        return ALGORITHMS.contains(header.getString("alg", ""))
                && !header.getString("kid", "").isEmpty()
                && !header.containsKey("crit")
                && (type == null || TYPES.contains(type.toLowerCase(Locale.ROOT)));
    }

    private boolean admitClaims(JsonObject claims) {
        // Keycloak says in this claim what a token is for: an ID or refresh token bears the same signature.
        String use = claims.getString("typ", "Bearer");
        return use.equalsIgnoreCase("Bearer")
                && claims.getValue("exp") instanceof Number
                && claims.getValue("iat") instanceof Number issued
                && !Instant.ofEpochSecond(issued.longValue())
                        .plus(config.maxTokenAge())
                        .isBefore(clock.instant().minus(SKEW))
                && config.issuers()
                        .map(known -> known.contains(claims.getString("iss", "")))
                        .orElse(true);
    }

    /** The roles of a token that was admitted and whose signature was verified. */
    Set<String> roles(String token) {
        Set<String> roles = new HashSet<>();
        JsonObject claims = read(token.split("\\.", -1)[1]);
        for (String source : config.roleSources()) {
            if (claims != null && at(claims, path(source)) instanceof JsonArray names) {
                names.forEach(name -> roles.add(String.valueOf(name).toLowerCase(Locale.ROOT)));
            }
        }
        return roles;
    }

    private List<String> path(String source) {
        return switch (source) {
            case "client" -> List.of("resource_access", config.clientId(), "roles");
            case "realm" -> List.of("realm_access", "roles");
            default -> List.of(source.split("/", -1));
        };
    }

    /** A claim's name may itself hold slashes (a URL): the whole name is tried before it is taken apart. */
    private static @Nullable Object at(JsonObject claims, List<String> path) {
        Object whole = claims.getValue(String.join("/", path));
        if (whole != null) {
            return whole;
        }
        Object node = claims;
        for (String step : path) {
            node = node instanceof JsonObject inner ? inner.getValue(step) : null;
        }
        return node;
    }

    private static @Nullable JsonObject read(String part) {
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
        } catch (DecodeException | IllegalArgumentException e) {
            return null;
        }
    }
}
