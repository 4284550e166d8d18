package io.vitrine.imageapi.image;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of everything one image may have. A negative count means no limit. */
@ConfigMapping(prefix = "images.limits")
public interface ImageLimits {
    /** Custom properties of an image. */
    @WithDefault("128")
    int properties();

    /** Bytes of one property's value, in UTF-8. */
    @WithDefault("65535")
    MemorySize propertyValue();

    /** Bytes of the names and values of all custom properties of one image together, in UTF-8: lists carry them. */
    @WithDefault("131072")
    MemorySize propertiesTotal();

    /** Tags of an image. */
    @WithDefault("128")
    int tags();

    /** Projects that an image is shared with. */
    @WithDefault("128")
    int members();

    /** Places where an image's bytes are. */
    @WithDefault("10")
    int locations();

    /** Bytes of a JSON body. */
    @WithDefault("1M")
    MemorySize jsonBody();
}
