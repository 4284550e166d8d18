package io.vitrine.imageapi.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who sees and says where bytes are (spec: operations, section 1; OSSN-0065, OSSN-0090). */
@ConfigMapping(prefix = "images.locations")
public interface LocationOptions {
    /** Whether images show {@code locations} and PATCH may change them. Opens old attacks on what an image is; warned about at start. */
    @WithDefault("false")
    boolean showMultiple();

    /** Whether images show {@code direct_url}, the address of their best copy. Warned about at start. */
    @WithDefault("false")
    boolean directUrl();

    /** Whether bytes at a given location are read and their digests computed or compared. */
    @WithDefault("true")
    boolean verifyHash();
}
