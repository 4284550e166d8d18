package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with an import's bytes before the stores get them.
 *
 * @param checksum what the source's bytes must be, such as {@code sha256:9f86…}; null when nobody said
 * @param plugins {@code images.import.plugins}, in their order
 * @param diskFormat of the image when the job was claimed
 * @param containerFormat of the image: {@code compressed} bytes stay as they are
 * @param convertTo the {@code disk_format} that images are converted into; null: they stay what they are
 * @param remote source of a {@code glance-download}
 */
@WireRecord
public record FetchOrder(
        @Nullable String checksum,
        List<String> plugins,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        @Nullable String convertTo,
        @Nullable RemoteSource remote) {
    /** Nothing but the bytes as they come. */
    public static final FetchOrder PLAIN = new FetchOrder(null, List.of(), null, null, null, null);

    public FetchOrder {
        plugins = List.copyOf(plugins);
    }
}
