package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.image.TextRules;
import io.vitrine.imageapi.location.ValidationData;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A location as a patch gives it.
 *
 * @param metadata JSON object of strings, arrays and objects; the store is not part of it, because a URL says which one it is
 */
record GivenValue(String url, ObjectNode metadata, @Nullable ValidationData validationData) {
    private static final String STORE = "store";

    /** @throws ProblemException 400 */
    static GivenValue read(JsonNode value) {
        if (!value.isObject()) {
            throw ProblemException.badRequest("A location must be an object with url and metadata.");
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            switch (field.getKey()) {
                case "url", "metadata", "validation_data" -> {}
                default -> throw ProblemException.badRequest("A location has no field '%s'.".formatted(field.getKey()));
            }
        }
        if (!value.path("url").isTextual() || value.path("url").textValue().isBlank()) {
            throw ProblemException.badRequest("The url of a location must be a string.");
        }
        if (!(value.path("metadata") instanceof ObjectNode metadata)) {
            throw ProblemException.badRequest("The metadata of a location must be an object.");
        }
        TextRules.check("Location", value.path("url").textValue());
        checkText(metadata);
        ObjectNode kept = metadata.deepCopy();
        kept.remove(STORE);
        JsonNode data = value.get("validation_data");
        boolean none = data == null || data.isNull() || data.isObject() && data.isEmpty();
        return new GivenValue(value.path("url").textValue(), kept, none ? null : ValidationData.read(data, true));
    }

    private static void checkText(JsonNode node) {
        if (node.isTextual()) {
            TextRules.check("Location metadata", node.textValue());
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                TextRules.check("Location metadata", field.getKey());
                checkText(field.getValue());
            });
        } else if (node.isArray()) {
            node.forEach(GivenValue::checkText);
        } else {
            throw ProblemException.badRequest("The metadata of a location holds strings, arrays and objects only.");
        }
    }
}
