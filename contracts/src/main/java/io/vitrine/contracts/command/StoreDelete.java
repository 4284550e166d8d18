package io.vitrine.contracts.command;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code store.delete.v1}: remove the bytes of one location, if they are still there.
 *
 * @param locationId row of {@code image_locations}; comes back in the result
 * @param store id of the store that holds the bytes
 * @param objectName name of the object in the store, {@code <image id>.<generation>}; null for a location taken over from elsewhere
 * @param url where a committed location says its bytes are; null when the write never committed
 * @param generation the right under which the bytes were written; an object name is never used twice
 */
@WireRecord
public record StoreDelete(
        UUID imageId,
        long locationId,
        String store,
        @Nullable String objectName,
        @Nullable String url,
        long generation) {}
