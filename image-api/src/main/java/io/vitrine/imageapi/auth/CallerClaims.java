package io.vitrine.imageapi.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.contracts.ServiceRole;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a verified token: the claims that no library checks for us, then who calls (spec: policy, 6.2). */
@ApplicationScoped
class CallerClaims {
    private static final Pattern PROJECT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> SERVICE_ROLES = Set.of(
            ServiceRole.IMAGE_API, ServiceRole.STORE_GATEWAY, ServiceRole.IMPORT_WORKER, ServiceRole.KEY_CLEANUP);
    private static final int MAX_USER_ID = 255;
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final AuthConfig config;
    private final Clock clock;
    private final List<String> rolePaths;
    private final ImpliedRoles impliedRoles;

    CallerClaims(AuthConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.impliedRoles = new ImpliedRoles(config.impliedRoles().orElse(List.of(ImpliedRoles.DEFAULT)));
        this.rolePaths = config.roleSources().stream()
                .map(source -> rolePath(config, source))
                .toList();
    }

    /** @throws io.vitrine.imageapi.problem.ProblemException 401 when a claim forbids the token's use here */
    VerifiedToken read(JsonNode claims) {
        Instant now = clock.instant();
        JsonNode expires = claims.path("exp");
        JsonNode issued = claims.path("iat");
        if (!expires.isNumber()
                || !issued.isNumber()
                || Instant.ofEpochSecond(issued.asLong())
                        .plus(config.maxTokenAge())
                        .isBefore(now.minus(SKEW))
                || claims.has("nbf")
                        && Instant.ofEpochSecond(claims.path("nbf").asLong()).isAfter(now.plus(SKEW))
                || !isFromKnownIssuer(claims)) {
            throw TokenForm.refused();
        }
        String userId = text(at(claims, config.claimUserId()));
        if (userId == null || userId.isBlank() || userId.length() > MAX_USER_ID) {
            throw TokenForm.refused();
        }
        Set<String> names = roleNames(claims);
        Set<String> serviceRoles = new HashSet<>(names);
        serviceRoles.retainAll(SERVICE_ROLES);
        names.removeAll(SERVICE_ROLES);
        boolean lists = config.mode() == AuthConfig.Mode.MAP;
        if (lists) {
            names.retainAll(config.globalRoles());
        }
        return new VerifiedToken(
                userId,
                lists ? null : projectId(claims),
                impliedRoles.expand(names),
                lists ? projects(claims, names) : Map.of(),
                serviceRoles,
                Instant.ofEpochSecond(expires.asLong()));
    }

    private Map<String, Set<String>> projects(JsonNode claims, Set<String> everywhere) {
        Map<String, Set<String>> projects = new HashMap<>();
        at(claims, config.claimProjects()).properties().forEach(project -> {
            if (PROJECT_ID.matcher(project.getKey()).matches()) {
                Set<String> roles = new HashSet<>();
                addNames(project.getValue(), roles);
                roles.removeAll(SERVICE_ROLES);
                roles.addAll(everywhere);
                projects.put(project.getKey(), impliedRoles.expand(roles));
            }
        });
        return projects;
    }

    private boolean isFromKnownIssuer(JsonNode claims) {
        return config.issuers()
                .map(known -> known.contains(claims.path("iss").asText()))
                .orElse(true);
    }

    private @Nullable String projectId(JsonNode claims) {
        String id = text(at(claims, config.claimProjectId()));
        return id != null && PROJECT_ID.matcher(id).matches() ? id : null;
    }

    private Set<String> roleNames(JsonNode claims) {
        Set<String> names = new HashSet<>();
        for (String path : rolePaths) {
            addNames(at(claims, path), names);
        }
        return names;
    }

    private static void addNames(JsonNode roles, Set<String> names) {
        for (JsonNode name : roles) {
            names.add(name.asText().toLowerCase(Locale.ROOT));
        }
    }

    static String rolePath(AuthConfig config, String source) {
        return switch (source) {
            case "client" -> "resource_access/" + config.clientId() + "/roles";
            case "realm" -> "realm_access/roles";
            default -> source;
        };
    }

    /** A claim's name may itself hold slashes (a URL): the whole name is tried before it is taken apart. */
    static JsonNode at(JsonNode claims, String path) {
        if (claims.has(path)) {
            return claims.path(path);
        }
        JsonNode node = claims;
        for (String step : path.split("/", -1)) {
            node = node.path(step);
        }
        return node;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
