package io.vitrine.imageapi.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events name where they come from. */
@ConfigMapping(prefix = "images.events")
interface EventsConfig {
    /** {@code ce_source}: cluster and component. */
    @WithDefault("/image-service/local/image-api")
    String source();
}
