package io.vitrine.imageapi.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How tokens become callers (spec: policy, 6.2). */
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

    /** Claim with the project that the token is scoped to; {@code /} descends into nested claims. */
    @WithDefault("project_id")
    String claimProjectId();

    /** Where roles stand: {@code client} (roles of the client), {@code realm}, or the path of a claim. All of them count. */
    @WithDefault("client,realm")
    List<String> roleSources();

    /** A token issued longer ago is refused, whatever its expiry. */
    @WithDefault("24H")
    Duration maxTokenAge();
}
