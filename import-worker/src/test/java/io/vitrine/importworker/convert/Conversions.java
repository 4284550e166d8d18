package io.vitrine.importworker.convert;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Conversion as an operator configures it. */
public final class Conversions {
    private Conversions() {}

    /** @param settings names below {@code images.import.}, and their values */
    public static ConversionConfig with(String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of("images.import.plugins", "image_conversion"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("images.import." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ConversionConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ConversionConfig.class);
    }
}
