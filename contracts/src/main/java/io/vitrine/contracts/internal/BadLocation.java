package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;

/**
 * The bytes of a location are not the ones that were written. {@code POST /internal/v1/images/{id}/locations/{location}/bad}; idempotent:
 * the first report counts. From then on nobody is sent there.
 *
 * @param reason for operators, without any secret: {@code crc32c}, {@code checksum}, {@code missing}, …
 */
@WireRecord
public record BadLocation(String reason) {}
