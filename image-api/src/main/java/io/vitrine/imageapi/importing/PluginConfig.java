package io.vitrine.imageapi.importing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to imported images beside the copying of their bytes. */
@ConfigMapping(prefix = "images.import")
interface PluginConfig {
    /** Plugins in their order: {@code no_op}, {@code image_decompression}, {@code image_conversion}, {@code inject_image_metadata}. */
    Optional<List<String>> plugins();

    /** What the plugin {@code image_conversion} makes of images: {@code raw}, {@code qcow2} or {@code vmdk}. */
    @WithName("conversion.format")
    @WithDefault("raw")
    String conversionFormat();

    Inject inject();

    /** What a {@code glance-download} copies of the remote image's properties: those whose names begin so. */
    @WithName("remote.copy-prefixes")
    @WithDefault("hw_,trait:,os_distro,os_secure_boot,os_type")
    List<String> copyPrefixes();

    /** The plugin {@code inject_image_metadata}. */
    interface Inject {
        /** Properties that imported images get. */
        Map<String, String> properties();

        /** Images that somebody with one of these roles imports do not get them. */
        @WithDefault("admin")
        Set<String> ignoreUserRoles();
    }
}
