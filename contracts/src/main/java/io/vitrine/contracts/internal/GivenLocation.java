package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;

/** Where a job's image is said to be: answer to {@code POST /internal/v1/jobs/{task}/location}, which brings an {@link OpenSource}. */
@WireRecord
public record GivenLocation(UUID imageId, String url) {}
