package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * What one gateway took out of its cache: answer of store-gateway to {@code DELETE /internal/v1/cache} and {@code DELETE
 * /internal/v1/cache/{image}}, each with {@code ?target=cache} or {@code ?target=queue} to leave the other alone.
 *
 * @param images copies
 * @param queued images that were to be fetched
 */
@WireRecord
public record CacheDropped(long images, long queued) {}
