package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * An import copies bytes that the system holds. {@code POST /internal/v1/jobs/{task}/source}, asked by store-gateway; the answer is a {@link
 * DownloadGrant}.
 *
 * @param generation the job's, from its claim: the fence
 */
@WireRecord
public record OpenSource(long generation) {}
