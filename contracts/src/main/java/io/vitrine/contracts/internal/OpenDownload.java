package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user wants to read an image's bytes. {@code POST /internal/v1/images/{id}/downloads}, caller's own token in {@code X-Auth-Token}.
 *
 * @param prefer query parameter {@code prefer} as sent
 */
@WireRecord
public record OpenDownload(@Nullable String prefer) {}
