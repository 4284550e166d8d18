package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * The staged bytes of an import that is to work on them, and what they must be. Answer to {@code POST /internal/v1/jobs/{task}/staged}, asked
 * by store-gateway with {@link OpenSource}.
 *
 * @param diskFormat what the image says they are
 * @param containerFormat what they are packed in; only what is {@code bare} is looked into
 * @param maxVirtualBytes a disk that they describe may not be larger
 */
@WireRecord
public record StagedSource(
        DownloadGrant data,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        long maxVirtualBytes) {}
