package io.vitrine.storegateway.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.store.BlobContent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cache as downloads see it. Only streams fill it: what a driver opens as a local file, the {@code file} driver and nobody else today,
 * needs no copy on another disk. Who may read was decided before, by the grant. Blocks for a moment.
 */
@Singleton
@Startup
public final class ImageCache {
    private final @Nullable Cache cache;
    private final @Nullable WaitingImages waiting;

    @Inject
    ImageCache(CacheConfig config, MeterRegistry meters) {
        Path dir = config.dir().orElse(null);
        if (dir == null) {
            cache = null;
            waiting = null;
        } else {
            CacheFolder folder = CacheFolder.open(dir.normalize(), config.reserve());
            cache = new Cache(folder, config.maxSize().asLongValue(), Clock.systemUTC(), new CacheMeters(meters));
            waiting = new WaitingImages(folder);
        }
    }

    public boolean isOn() {
        return cache != null;
    }

    /** Bytes of a whole copy, for a grant that allows it. */
    public Optional<BlobContent> find(DownloadGrant grant, long offset, long length) {
        Cache copies = cache;
        Long size = grant.size();
        if (copies == null || !grant.cacheable() || size == null) {
            return Optional.empty();
        }
        return EntryName.of(grant)
                .flatMap(name -> copies.hit(name, size))
                .map(file -> new BlobContent.FileRegion(file, offset, length));
    }

    /**
     * The same bytes, which a store has opened: a stream of the whole image may fill the cache on its way.
     *
     * @param whole whether it is the whole image
     */
    public BlobContent opened(DownloadGrant grant, boolean whole, BlobContent content) {
        if (cache == null || !grant.cacheable() || !(content instanceof BlobContent.ByteStream bytes)) {
            return content;
        }
        cache.missed();
        Optional<Fill> fill =
                whole ? EntryName.of(grant).flatMap(name -> cache.begin(name, bytes.length(), true)) : Optional.empty();
        return fill.<BlobContent>map(
                        copy -> new BlobContent.ByteStream(new TeeStream(bytes.stream(), copy), bytes.length()))
                .orElse(content);
    }

    Optional<Cache> copies() {
        return Optional.ofNullable(cache);
    }

    Optional<WaitingImages> waiting() {
        return Optional.ofNullable(waiting);
    }

    @PreDestroy
    void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
