package io.vitrine.importworker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.importworker.fetch.Checksum;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An image as another service shows it.
 *
 * @param size empty when it is unknown there
 * @param checksum of its bytes, empty when none is shown that can be computed here
 * @param texts everything that is text, attributes and properties alike
 */
record RemoteImage(
        String status,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        OptionalLong size,
        Optional<Checksum> checksum,
        Map<String, String> texts) {
    static RemoteImage of(JsonNode document) {
        Map<String, String> texts = new HashMap<>();
        document.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                texts.put(field.getKey(), field.getValue().textValue());
            }
        });
        JsonNode size = document.path("size");
        String algorithm = texts.getOrDefault("os_hash_algo", "");
        String value = texts.getOrDefault("os_hash_value", "");
        return new RemoteImage(
                texts.getOrDefault("status", ""),
                texts.get("disk_format"),
                texts.get("container_format"),
                size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0
                        ? OptionalLong.of(size.longValue())
                        : OptionalLong.empty(),
                Checksum.of(algorithm, value),
                texts);
    }
}
