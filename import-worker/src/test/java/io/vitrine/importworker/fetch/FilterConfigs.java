package io.vitrine.importworker.fetch;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Filters as an operator writes them. */
public final class FilterConfigs {
    private FilterConfigs() {}

    /** Alternating names below {@code images.import.filter} and values. */
    public static FilterConfig with(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("images.import.filter." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(FilterConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(FilterConfig.class);
    }
}
