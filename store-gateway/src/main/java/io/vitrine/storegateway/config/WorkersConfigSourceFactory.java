package io.vitrine.storegateway.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns {@code images.workers} into the number of event loops: as many as given, else as many as processors, at most eight. */
public final class WorkersConfigSourceFactory implements ConfigSourceFactory {
    private static final String WORKERS = "images.workers";
    private static final String EVENT_LOOPS = "quarkus.vertx.event-loops-pool-size";
    private static final int MOST_BY_DEFAULT = 8;
    private static final int MOST = 1_024;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue given = context.getValue(WORKERS);
        String text = given == null ? null : given.getValue();
        int workers = text == null || text.isBlank()
                ? Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT)
                : parsed(text.strip());
        return List.of(new PropertiesConfigSource(
                Map.of(EVENT_LOOPS, Integer.toString(workers)), WORKERS, ConfigSource.DEFAULT_ORDINAL));
    }

    /** Above application.properties, below what an operator sets for Quarkus itself. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(260);
    }

    private static int parsed(String text) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("The setting '%s' must be a whole number from 1 to %d, and '%s' is not."
                    .formatted(WORKERS, MOST, text));
        }
        return Integer.parseInt(text);
    }
}
