package io.vitrine.contracts.event;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an image's data that does not hold what was written. Nobody is sent there any more.
 *
 * @param owner project of the image
 * @param store id of the store that holds the copy
 * @param reason what differs: {@code crc32c}, {@code size}, {@code checksum}, {@code os_hash}, {@code missing}, …
 * @param copiesLeft how many other copies can still be read; 0: downloads answer 503
 */
@WireRecord
public record BadCopyData(UUID imageId, @Nullable String owner, String store, String reason, int copiesLeft) {}
