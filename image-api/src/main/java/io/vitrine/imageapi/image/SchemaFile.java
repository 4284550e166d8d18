package io.vitrine.imageapi.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@link SchemaConfig#file}, in either of its two forms (spec: model, 6.1). Whatever in it would not do what its author expects
 * ends the start with a sentence that says where.
 *
 * @param required names that every image must have, all of them among the properties
 */
record SchemaFile(List<KnownProperty> properties, List<String> required) {
    private static final Set<String> KEYWORDS =
            Set.of("type", "description", "title", "enum", "pattern", "minLength", "maxLength", "is_base");

    static SchemaFile read(Path path) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "images.schema.file: %s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
        // A property may itself be called "properties": then its type says so.
        boolean wrapped = root.path("properties").isObject()
                && !root.path("properties").path("type").isValueNode();
        JsonNode definitions = wrapped ? root.path("properties") : root;
        if (!definitions.isObject()) {
            throw wrong(path, "holds no JSON object");
        }
        List<KnownProperty> properties = new ArrayList<>();
        definitions.properties().forEach(entry -> properties.add(property(path, entry.getKey(), entry.getValue())));
        List<String> required = new ArrayList<>();
        for (JsonNode name : wrapped ? root.path("required") : MissingNode.getInstance()) {
            if (properties.stream().noneMatch(property -> property.name().equals(name.asText()))) {
                throw wrong(path, "requires '%s', which it does not define".formatted(name.asText()));
            }
            required.add(name.asText());
        }
        return new SchemaFile(List.copyOf(properties), List.copyOf(required));
    }

    private static KnownProperty property(Path path, String name, JsonNode definition) {
        if (NewImageReader.ATTRIBUTES.contains(name) || ReservedNames.isReserved(name)) {
            throw wrong(path, "defines '%s', which is an attribute of every image".formatted(name));
        }
        definition.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                throw wrong(path, "uses '%s' for property '%s'; known are %s".formatted(keyword, name, KEYWORDS));
            }
        });
        List<String> types = texts(definition.path("type"));
        if (!types.contains("string") || !Set.of("string", "null").containsAll(types)) {
            throw wrong(path, "gives property '%s' another type than string, optionally with null".formatted(name));
        }
        return new KnownProperty(
                name,
                definition.path("description").asText(definition.path("title").asText(name)),
                types.contains("null"),
                pattern(path, name, definition.path("pattern")),
                texts(definition.path("enum")),
                definition.path("minLength").asInt(0),
                definition.has("maxLength")
                        ? Integer.valueOf(definition.path("maxLength").asInt())
                        : null);
    }

    private static @Nullable Pattern pattern(Path path, String name, JsonNode pattern) {
        if (pattern.isMissingNode()) {
            return null;
        }
        try {
            return Pattern.compile(pattern.asText());
        } catch (PatternSyntaxException e) {
            throw wrong(path, "has a pattern for property '%s' that is none: %s".formatted(name, e.getDescription()));
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(each -> {
            if (each.isTextual()) {
                texts.add(each.textValue());
            }
        });
        return List.copyOf(texts);
    }

    private static IllegalStateException wrong(Path path, String what) {
        return new IllegalStateException("images.schema.file: %s %s".formatted(path, what));
    }
}
