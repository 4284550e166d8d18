package io.vitrine.imageapi.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v2/images} (spec: images, section 3): forbidden names first, then every value, each error naming its field. */
@ApplicationScoped
class NewImageReader {
    /** Keys that are attributes of every image, and not custom properties. */
    static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "name",
            "visibility",
            "protected",
            "os_hidden",
            "owner",
            "disk_format",
            "container_format",
            "min_disk",
            "min_ram",
            "tags");

    private final FieldRules rules;
    private final KnownProperties knownProperties;

    NewImageReader(FieldRules rules, KnownProperties knownProperties) {
        this.rules = rules;
        this.knownProperties = knownProperties;
    }

    /** @throws ProblemException 400, 403 for a name that clients cannot write, 413 for too many properties or tags */
    NewImage read(ObjectNode body) {
        body.fieldNames().forEachRemaining(ReservedNames::check);
        return new NewImage(
                id(body.get("id")),
                rules.shortText("name", body.get("name")),
                visibility(body.get("visibility")),
                rules.flag("protected", body.get("protected")),
                rules.flag("os_hidden", body.get("os_hidden")),
                body.has("owner"),
                rules.shortText("owner", body.get("owner")),
                rules.diskFormat(body.get("disk_format")),
                rules.containerFormat(body.get("container_format")),
                rules.count("min_disk", body.get("min_disk")),
                rules.count("min_ram", body.get("min_ram")),
                body.has("tags") ? rules.tags(body.get("tags")) : List.of(),
                properties(body));
    }

    private static @Nullable UUID id(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return ImageId.parse(value.isTextual() ? value.textValue() : "")
                .orElseThrow(() -> ProblemException.badRequest(
                        "Property 'id' must be a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx."));
    }

    private Visibility visibility(@Nullable JsonNode value) {
        return value == null ? Visibility.SHARED : rules.visibility(value);
    }

    private Map<String, String> properties(ObjectNode body) {
        Map<String, String> properties = new LinkedHashMap<>();
        body.properties().forEach(field -> {
            if (!ATTRIBUTES.contains(field.getKey())) {
                String value = rules.property(field.getKey(), field.getValue());
                if (value != null) {
                    properties.put(field.getKey(), value);
                }
            }
        });
        knownProperties.requireAll(properties.keySet());
        return rules.withinPropertyQuota(properties);
    }
}
