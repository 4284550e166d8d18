package io.vitrine.imageapi.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who may do what (spec: policy, section 7). */
@ConfigMapping(prefix = "images.policy")
public interface PolicyConfig {
    /** YAML file of rules that replace the defaults. Unset: the defaults hold. */
    Optional<Path> file();

    /** How often the file is looked at for changes. */
    @WithDefault("10S")
    Duration reloadEvery();
}
