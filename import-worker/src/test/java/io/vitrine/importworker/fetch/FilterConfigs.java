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
        return read(FilterConfig.class, "images.import.filter.", settings);
    }

    /** Alternating names below {@code images.import.proxy} and values. */
    public static ProxyConfig proxy(String... settings) {
        return read(ProxyConfig.class, "images.import.proxy.", settings);
    }

    private static <T> T read(Class<T> mapping, String prefix, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(prefix + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
