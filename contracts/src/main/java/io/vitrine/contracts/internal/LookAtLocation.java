package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is at a URL that somebody gives as an image's location? {@code POST /internal/v1/locations/look}, asked by image-api; the answer is
 * {@link LocationFacts}, or 400 with a sentence for the user.
 *
 * @param hashAlgorithm the bytes are read for their digests, this one and MD5; null: a look at their number is enough
 */
@WireRecord
public record LookAtLocation(String url, @Nullable String hashAlgorithm) {}
