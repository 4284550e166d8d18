package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;

/** Those of the images in a {@link CacheCheck} that are deleted or never were. */
@WireRecord
public record CacheGone(List<UUID> images) {
    public CacheGone {
        images = List.copyOf(images);
    }
}
