package io.vitrine.storegateway.placement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How tokens of other services are judged: by the keys that image-api judges by. The audience is {@code images.auth.audience}. */
@ConfigMapping(prefix = "images.auth")
public interface CallerConfig {
    /** Issuers whose tokens are accepted, compared exactly. Unset: the issuer that the OIDC server names. */
    Optional<Set<String>> issuers();

    /** Client whose roles count as the source {@code client}. */
    @WithDefault("image-service")
    String clientId();

    /** Where roles stand: {@code client} (roles of the client), {@code realm}, or the path of a claim. All of them count. */
    @WithDefault("client,realm")
    List<String> roleSources();

    /** A token issued longer ago is refused, whatever its expiry. */
    @WithDefault("24H")
    Duration maxTokenAge();
}
