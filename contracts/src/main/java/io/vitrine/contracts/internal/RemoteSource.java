package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image of another image service.
 *
 * @param region name of that service, as the operator configured it
 * @param token of the user who asked for the import, for that service alone; null when it has expired or was handed out before
 */
@WireRecord
public record RemoteSource(
        String region, UUID imageId, @Nullable String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "RemoteSource[region=" + region + ", imageId=" + imageId + "]";
    }
}
