package io.vitrine.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The image as its events tell it: the field names of the Image API's own notifications, and the ones they lack (hashes, stores,
 * version). A null is told, unlike in other messages: readers compare whole images. Never locations, tokens or secrets. Times are RFC 3339 in UTC with seconds.
 *
 * @param properties strings; of an image whose properties are too large for an event, only {@code truncated: true}
 * @param size bytes stored, null before there are any
 * @param minDisk gigabytes
 * @param minRam megabytes
 * @param version counter of committed changes of this image
 * @param previousStatus status before this change, null when it did not change
 * @param failure why an upload or import failed; null otherwise
 * @param changed names of the attributes and properties that an update wrote; null in every other event
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageData(
        UUID id,
        @Nullable String name,
        String status,
        @Nullable String previousStatus,
        String visibility,
        boolean isPublic,
        @Nullable String owner,
        @JsonProperty("protected") boolean isProtected,
        boolean osHidden,
        List<String> tags,
        Map<String, Object> properties,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        int minDisk,
        int minRam,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        List<String> stores,
        long version,
        String createdAt,
        String updatedAt,
        boolean deleted,
        @Nullable String deletedAt,
        @Nullable Failure failure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> changed) {

    public ImageData {
        tags = List.copyOf(tags);
        properties = Map.copyOf(properties);
        stores = List.copyOf(stores);
        changed = changed == null ? null : List.copyOf(changed);
    }
}
