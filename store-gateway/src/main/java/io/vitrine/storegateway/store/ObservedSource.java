package io.vitrine.storegateway.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Times what is asked of a store: {@code image_store_operation_seconds} by store, operation and outcome. Changes nothing. */
class ObservedSource implements BlobSource {
    private static final String METRIC = "image.store.operation";

    private final String id;
    private final BlobSource source;
    private final MeterRegistry meters;

    ObservedSource(String id, BlobSource source, MeterRegistry meters) {
        this.id = id;
        this.source = source;
        this.meters = meters;
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        return timed("size", () -> source.size(location));
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        return timed("open", () -> source.open(location, offset, length));
    }

    @Override
    public int claims(URI url) {
        return source.claims(url);
    }

    final <T> T timed(String op, Supplier<T> work) {
        Timer.Sample started = Timer.start(meters);
        String outcome = "error";
        try {
            T result = work.get();
            outcome = "ok";
            return result;
        } catch (StoreException e) {
            outcome = e.kind().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            started.stop(Timer.builder(METRIC)
                    .description("What stores were asked to do, and how it ended")
                    .tags("store", id, "op", op, "outcome", outcome)
                    .register(meters));
        }
    }
}
