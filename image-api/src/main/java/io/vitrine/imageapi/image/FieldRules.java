package io.vitrine.imageapi.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.CountLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each field of an image may be set to, the same at creation and afterwards. An absent value is the field's default. */
@ApplicationScoped
public class FieldRules {
    private final Formats formats;
    private final ImageLimits limits;
    private final KnownProperties knownProperties;

    FieldRules(Formats formats, ImageLimits limits, KnownProperties knownProperties) {
        this.formats = formats;
        this.limits = limits;
        this.knownProperties = knownProperties;
    }

    public @Nullable String shortText(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, "must be a string or null");
        }
        return TextRules.checkShort("Property '%s'".formatted(field), value.textValue());
    }

    public boolean flag(String field, @Nullable JsonNode value) {
        if (value != null && !value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    public int count(String field, @Nullable JsonNode value) {
        if (value == null) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong(field, "must be an integer from 0 to 2147483647");
        }
        return value.intValue();
    }

    public Visibility visibility(JsonNode value) {
        return Visibility.of(value.isTextual() ? value.textValue() : "")
                .orElseThrow(() -> wrong("visibility", "must be public, private, shared or community"));
    }

    public @Nullable String diskFormat(@Nullable JsonNode value) {
        return oneOf("disk_format", formats.disk(), value);
    }

    public @Nullable String containerFormat(@Nullable JsonNode value) {
        return oneOf("container_format", formats.container(), value);
    }

    public String tag(String value) {
        return TextRules.checkShort("Image tag", value);
    }

    private String tag(JsonNode value) {
        if (!value.isTextual()) {
            throw wrong("tags", "must be an array of strings");
        }
        return tag(value.textValue());
    }

    /** Duplicates collapse; the order stays. */
    public List<String> tags(JsonNode value) {
        if (!value.isArray()) {
            throw wrong("tags", "must be an array of strings");
        }
        Set<String> tags = new LinkedHashSet<>();
        value.forEach(tag -> tags.add(tag(tag)));
        return withinTagQuota(List.copyOf(tags));
    }

    /** Null when the property is allowed to be null: it is not stored then. */
    public @Nullable String property(String name, JsonNode value) {
        TextRules.check("Property names", name);
        if (name.isEmpty() || name.length() > TextRules.MAX_LENGTH) {
            throw ProblemException.badRequest(
                    "Property names must have 1 to %d characters.".formatted(TextRules.MAX_LENGTH));
        }
        KnownProperty known = knownProperties.find(name).orElse(null);
        if (value.isNull() && known != null && known.nullable()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        String text = TextRules.check("Property '%s'".formatted(name), value.textValue());
        if (text.getBytes(StandardCharsets.UTF_8).length
                > limits.propertyValue().asLongValue()) {
            throw wrong(
                    name,
                    "is longer than %d bytes".formatted(limits.propertyValue().asLongValue()));
        }
        if (known != null && !known.accepts(text)) {
            throw wrong(name, known.rule());
        }
        return text;
    }

    /** @throws ProblemException 413 */
    public List<String> withinTagQuota(List<String> tags) {
        CountLimit.check("images.limits.tags", limits.tags(), "tags", tags.size());
        return tags;
    }

    /** @throws ProblemException 413 */
    public Map<String, String> withinPropertyQuota(Map<String, String> properties) {
        CountLimit.check("images.limits.properties", limits.properties(), "custom properties", properties.size());
        return withinTotal(properties);
    }

    /** @throws ProblemException 413 */
    public Map<String, String> withinTotal(Map<String, String> properties) {
        long bytes = 0;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            bytes += property.getKey().getBytes(StandardCharsets.UTF_8).length;
            bytes += property.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        long allowed = limits.propertiesTotal().asLongValue();
        if (bytes > allowed) {
            throw ProblemException.tooLarge(
                    "The custom properties of an image can have %d bytes together; these have %d."
                            .formatted(allowed, bytes));
        }
        return properties;
    }

    private static @Nullable String oneOf(String field, List<String> allowed, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || !allowed.contains(value.textValue())) {
            throw wrong(field, "must be null or one of " + String.join(", ", allowed));
        }
        return value.textValue();
    }

    private static ProblemException wrong(String field, String rule) {
        return ProblemException.badRequest("Property '%s' %s.".formatted(field, rule));
    }
}
