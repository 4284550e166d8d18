package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller may read; these are the places, best first. No location: the image has no bytes yet and the answer is 204.
 *
 * @param size bytes, null without data
 * @param checksum MD5 in hex
 * @param cacheable whether a gateway may serve, and keep, a copy of its own: not while the image is deactivated
 */
@WireRecord
public record DownloadGrant(
        UUID imageId,
        @Nullable Long size,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        List<Location> locations,
        boolean cacheable) {
    public DownloadGrant {
        locations = List.copyOf(locations);
    }

    /** Of bytes that no gateway keeps. */
    public DownloadGrant(
            UUID imageId,
            @Nullable Long size,
            @Nullable String checksum,
            @Nullable String osHashAlgo,
            @Nullable String osHashValue,
            List<Location> locations) {
        this(imageId, size, checksum, osHashAlgo, osHashValue, locations, false);
    }

    /**
     * One copy of the bytes, or one part of them.
     *
     * @param crc32c of the stored bytes, null when unknown
     * @param partBytes null for a copy of the whole. Of parts, each holds so many bytes, and all together, in this order, are the whole
     */
    @WireRecord
    public record Location(
            long id,
            String store,
            String url,
            @Nullable Long crc32c,
            @Nullable Long partBytes) {
        /** A copy of the whole. */
        public Location(long id, String store, String url, @Nullable Long crc32c) {
            this(id, store, url, crc32c, null);
        }
    }
}
