package io.vitrine.imageapi.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Who may touch which extra property of an image (spec: policy, section 8). */
@ConfigMapping(prefix = "images.property-protection")
public interface ProtectionConfig {
    /** File of sections, one regular expression each. Unset: properties are not protected. */
    Optional<Path> file();

    /** What the values in the file name: {@code roles} or {@code policies}, which are rules of the policy. */
    @WithDefault("roles")
    Format ruleFormat();

    /** Spelled in lower case. */
    enum Format {
        ROLES,
        POLICIES
    }
}
