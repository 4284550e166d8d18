package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/** What had to go so that a gateway's cache keeps its limits: answer of store-gateway to {@code POST /internal/v1/cache/prune}. */
@WireRecord
public record CachePruned(long files, long bytes) {}
