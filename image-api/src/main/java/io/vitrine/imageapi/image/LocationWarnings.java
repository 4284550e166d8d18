package io.vitrine.imageapi.image;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, at start, what an operator takes upon himself by showing locations. */
@ApplicationScoped
class LocationWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(LocationWarnings.class);

    void atStart(@Observes StartupEvent start, LocationOptions options) {
        if (options.showMultiple()) {
            LOG.atWarn()
                    .log("images.locations.show-multiple is on: users see and change where the bytes of images are."
                            + " Services should use /v2/images/{id}/locations instead (OSSN-0065, OSSN-0090).");
        }
        if (options.directUrl()) {
            LOG.atWarn()
                    .log("images.locations.direct-url is on: users see the address of an image's bytes in its store.");
        }
    }
}
