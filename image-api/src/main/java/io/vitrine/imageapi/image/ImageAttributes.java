package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.policy.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rules may ask of an image besides its owner and visibility (spec: policy, section 7). An attribute's name hides a property of that name. */
record ImageAttributes(
        String id,
        @Nullable String name,
        String status,
        boolean isProtected,
        boolean osHidden,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        List<String> tags,
        Map<String, String> properties)
        implements Target.Attributes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> PROPERTIES = new TypeReference<>() {};

    static ImageAttributes of(ImageRow row) {
        return new ImageAttributes(
                row.id.toString(),
                row.name,
                row.status.word(),
                row.isProtected,
                row.osHidden,
                row.diskFormat,
                row.containerFormat,
                row.tags,
                row.properties);
    }

    static ImageAttributes of(ImageView image) {
        try {
            return new ImageAttributes(
                    image.id().toString(),
                    image.name(),
                    image.status(),
                    image.isProtected(),
                    image.osHidden(),
                    image.diskFormat(),
                    image.containerFormat(),
                    JSON.readValue(image.tags(), TEXTS),
                    JSON.readValue(image.properties(), PROPERTIES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds JSON of this form only", e);
        }
    }

    @Override
    public boolean has(String attribute, String value) {
        return switch (attribute) {
            case "id" -> value.equals(id);
            case "name" -> value.equals(name);
            case "status" -> value.equals(status);
            case "protected" -> value.equals(String.valueOf(isProtected));
            case "os_hidden" -> value.equals(String.valueOf(osHidden));
            case "disk_format" -> value.equals(diskFormat);
            case "container_format" -> value.equals(containerFormat);
            case "tags" -> tags.contains(value);
            default -> value.equals(properties.get(attribute));
        };
    }
}
