package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;

/**
 * A gateway asks which of the images in its cache are no more: {@code POST /internal/v1/cache/checks}. The answer is a {@link CacheGone}.
 *
 * @param images at most {@value #MOST}
 */
@WireRecord
public record CacheCheck(List<UUID> images) {
    public static final int MOST = 1_000;

    public CacheCheck {
        images = List.copyOf(images);
    }
}
