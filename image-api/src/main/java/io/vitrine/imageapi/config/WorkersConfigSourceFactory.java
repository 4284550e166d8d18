package io.vitrine.imageapi.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.vitrine.contracts.Workers;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns {@code images.workers} into the number of event loops, before anything is made that has one. */
public final class WorkersConfigSourceFactory implements ConfigSourceFactory {
    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue given = context.getValue(Workers.KEY);
        int workers = Workers.number(
                given == null ? null : given.getValue(), Runtime.getRuntime().availableProcessors());
        return List.of(new PropertiesConfigSource(
                Map.of(EVENT_LOOPS, Integer.toString(workers)), Workers.KEY, ConfigSource.DEFAULT_ORDINAL));
    }

    /** Above application.properties, below what an operator sets for Quarkus itself. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(260);
    }
}
