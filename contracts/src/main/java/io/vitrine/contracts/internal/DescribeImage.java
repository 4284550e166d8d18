package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code glance-download} found out about its image, before the bytes. {@code POST /internal/v1/jobs/{task}/description}; idempotent.
 * 409 ({@code stale}): somebody else holds the job. What is applied is taken back when the import fails.
 *
 * @param properties all extra properties; image-api takes over those that the operator wants
 */
@WireRecord
public record DescribeImage(
        long generation,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        Map<String, String> properties) {
    public DescribeImage {
        properties = Map.copyOf(properties);
    }
}
