package io.vitrine.imageapi.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How long the pages of lists are. */
@ConfigMapping(prefix = "images.api.page")
public interface PageConfig {
    /** Images on a page when the caller does not say. */
    @WithDefault("25")
    @WithName("default")
    int byDefault();

    /** Images on a page at most: a higher limit is cut to this without a word. */
    @WithDefault("1000")
    int max();
}
