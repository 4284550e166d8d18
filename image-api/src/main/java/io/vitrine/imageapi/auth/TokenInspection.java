package io.vitrine.imageapi.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says how this service understands a token, and why it refuses one. For operators alone: whoever calls the API is told none of the reasons.
 * Neither the token nor its signature is ever part of an answer.
 */
@Unremovable
@ApplicationScoped
public class TokenInspection {
    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * What came out.
     *
     * @param claims as the token states them, mapped to what they mean here; unproven as long as it is refused
     * @param caller null when the token is refused
     * @param reasons why it is refused; empty when it is accepted
     */
    public record Report(
            boolean accepted,
            Map<String, Object> claims,
            @Nullable Identity caller,
            List<String> reasons) {}

    /** Whom the token speaks for. */
    public record Identity(String userId, @Nullable String projectId, List<String> roles, boolean admin) {}

    private final CallerTokens tokens;
    private final AuthConfig config;
    private final Clock clock;
    private final List<String> audiences;

    TokenInspection(
            CallerTokens tokens,
            AuthConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.oidc.token.audience") List<String> audiences) {
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
        this.audiences = List.copyOf(audiences);
    }

    /** @param project which of the token's projects is meant, null when it is for one only */
    public Report inspect(String token, @Nullable String project) {
        JsonNode header;
        JsonNode claims;
        try {
            header = TokenForm.header(token);
            claims = TokenForm.claims(token);
        } catch (ProblemException e) {
            return new Report(
                    false, Map.of(), null, List.of("it is no JWT: three parts of base64 with dots between them"));
        }
        Map<String, Object> said = said(header, claims);
        try {
            Caller caller = tokens.read(token, project);
            Identity identity = new Identity(
                    caller.userId(), caller.projectId(), List.copyOf(new TreeSet<>(caller.roles())), caller.isAdmin());
            return new Report(true, said, identity, List.of());
        } catch (ProblemException e) {
            List<String> reasons = new ArrayList<>(reasons(header, claims));
            if (reasons.isEmpty()) {
                reasons.add(
                        e.type().status() == 401
                                ? "its signature is by no key of the issuer that is asked, %s"
                                        .formatted(config.issuers()
                                                .map(String::valueOf)
                                                .orElse("the configured one"))
                                : String.valueOf(e.getMessage()));
            }
            return new Report(false, said, null, reasons);
        }
    }

    private Map<String, Object> said(JsonNode header, JsonNode claims) {
        Map<String, Object> said = new LinkedHashMap<>();
        put(said, "algorithm", header.path("alg"));
        put(said, "key", header.path("kid"));
        put(said, "issuer (iss)", claims.path("iss"));
        put(said, "audience (aud)", claims.path("aud"));
        put(said, "client (azp)", claims.path("azp"));
        time(said, "issued (iat)", claims.path("iat"));
        time(said, "not before (nbf)", claims.path("nbf"));
        time(said, "expires (exp)", claims.path("exp"));
        put(said, "user (%s)".formatted(config.claimUserId()), CallerClaims.at(claims, config.claimUserId()));
        String project = config.mode() == AuthConfig.Mode.MAP ? config.claimProjects() : config.claimProjectId();
        put(said, "project (%s)".formatted(project), CallerClaims.at(claims, project));
        for (String source : config.roleSources()) {
            String path = CallerClaims.rolePath(config, source);
            put(said, "roles (%s)".formatted(path), CallerClaims.at(claims, path));
        }
        return said;
    }

    /** In the order in which a token is judged. */
    private List<String> reasons(JsonNode header, JsonNode claims) {
        List<String> reasons = new ArrayList<>(TokenForm.complaints(header, claims));
        Instant now = clock.instant();
        if (!claims.path("exp").isNumber()) {
            reasons.add("it does not say when it expires (exp)");
        } else if (time(claims.path("exp")).plus(SKEW).isBefore(now)) {
            reasons.add("it expired %s ago".formatted(ago(time(claims.path("exp")), now)));
        }
        if (!claims.path("iat").isNumber()) {
            reasons.add("it does not say when it was issued (iat)");
        } else if (time(claims.path("iat")).plus(config.maxTokenAge()).isBefore(now.minus(SKEW))) {
            reasons.add("it was issued %s ago; images.auth.max-token-age is %s"
                    .formatted(ago(time(claims.path("iat")), now), config.maxTokenAge()));
        }
        if (claims.has("nbf") && time(claims.path("nbf")).isAfter(now.plus(SKEW))) {
            reasons.add("it is not valid before " + time(claims.path("nbf")));
        }
        config.issuers()
                .filter(known -> !known.contains(claims.path("iss").asText()))
                .ifPresent(known -> reasons.add("its issuer is not one of " + new TreeSet<>(known)));
        if (audiences.stream().noneMatch(audience -> names(claims.path("aud"), audience))) {
            reasons.add("it is not for the audience " + String.join(" or ", audiences));
        }
        JsonNode user = CallerClaims.at(claims, config.claimUserId());
        if (!user.isTextual() || user.asText().isBlank()) {
            reasons.add("the claim '%s' names no user".formatted(config.claimUserId()));
        }
        return reasons;
    }

    private static boolean names(JsonNode audience, String wanted) {
        if (audience.isTextual()) {
            return audience.asText().equals(wanted);
        }
        for (JsonNode one : audience) {
            if (one.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String ago(Instant then, Instant now) {
        Duration past = Duration.between(then, now).truncatedTo(ChronoUnit.SECONDS);
        return past.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static Instant time(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong());
    }

    private static void time(Map<String, Object> said, String name, JsonNode seconds) {
        if (seconds.isNumber()) {
            said.put(name, time(seconds).toString());
        }
    }

    private static void put(Map<String, Object> said, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            said.put(name, value.isTextual() ? value.asText() : value);
        }
    }
}
