package io.vitrine.imageapi.data;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How large an image may be, and how its bytes are known again. */
@ConfigMapping(prefix = "images")
public interface SizeConfig {
    /** Bytes of one image; more are refused with 413, on every way in. */
    @WithName("limits.image-size")
    @WithDefault("1T")
    MemorySize imageSize();

    /** Digest beside MD5: {@code os_hash_algo} of new images. */
    @WithName("hashing.algorithm")
    @WithDefault("sha512")
    String hashAlgorithm();

    default long cap() {
        return imageSize().asLongValue();
    }
}
