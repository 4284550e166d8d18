package io.vitrine.importworker.convert;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What this service needs for the plugin {@code image_conversion}. Which format images get is image-api's to say. */
@ConfigMapping(prefix = "images.import")
public interface ConversionConfig {
    /** The plugins that are on, as image-api has them: what they need is looked for at start. */
    Optional<List<String>> plugins();

    /** Directory of images that are being converted: their bytes before and after. Processes may share it. */
    Optional<Path> scratchDir();

    Conversion conversion();

    /** The tool and its limits. */
    interface Conversion {
        /** Name or path of the tool. */
        @WithDefault("qemu-img")
        String qemuImg();

        /** {@code required}: without a way to keep the tool from the network the start is refused. {@code none}: this process is isolated itself. */
        @WithDefault("required")
        Wish isolation();

        /** Address space that the tool may have. */
        @WithDefault("1G")
        MemorySize memory();
    }

    /** Whether the tool must be isolated from the network. */
    enum Wish {
        REQUIRED,
        NONE
    }
}
