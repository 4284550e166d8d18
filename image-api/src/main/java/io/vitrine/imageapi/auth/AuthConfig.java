package io.vitrine.imageapi.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How tokens become callers (spec: policy, section 6). */
@ConfigMapping(prefix = "images.auth")
public interface AuthConfig {
    /** Issuers whose tokens are accepted, compared exactly. Unset: the issuer that the OIDC server names. */
    Optional<Set<String>> issuers();

    /** Audience that a token must name. */
    @WithDefault("image-service")
    String audience();

    /** Client whose roles count as the source {@code client}. */
    @WithDefault("image-service")
    String clientId();

    /** Claim with the user's id; {@code /} descends into nested claims. */
    @WithDefault("sub")
    String claimUserId();

    /** {@code scoped}: a token is for one project. {@code map}: it lists projects, and {@code X-Project-Id} chooses one for each request. */
    @WithDefault("scoped")
    Mode mode();

    /** Mode {@code scoped}: claim with the project that the token is for; {@code /} descends into nested claims. */
    @WithDefault("project_id")
    String claimProjectId();

    /** Mode {@code map}: claim with an object of projects, each with an array of roles; {@code /} descends into nested claims. */
    @WithDefault("projects")
    String claimProjects();

    /** Where roles stand: {@code client} (roles of the client), {@code realm}, or the path of a claim. All of them count. */
    @WithDefault("client,realm")
    List<String> roleSources();

    /** Mode {@code map}: which roles of the role sources count in every project; the others are those of the chosen project. */
    @WithDefault("admin,service")
    Set<String> globalRoles();

    /** Chains of roles, each of which brings along those after it: {@code admin>manager>member>reader}, which also holds when unset. */
    Optional<List<String>> impliedRoles();

    /** A token issued longer ago is refused, whatever its expiry. */
    @WithDefault("24H")
    Duration maxTokenAge();

    /** How long ago a user's token may have expired when a service calls for the user with a valid {@code X-Service-Token}. */
    @WithDefault("2H")
    Duration allowExpiredWindow();

    /** Whether requests without a token may read, as a caller without project and roles: the default rules still refuse them everything. */
    @WithDefault("false")
    boolean anonymousRead();

    /** Spelled in lower case. */
    enum Mode {
        SCOPED,
        MAP
    }
}
