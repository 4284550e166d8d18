package io.vitrine.imageapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Words that schemas are made of. */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ObjectNode type(String type, String description) {
        return object().put("type", type).put("description", description);
    }

    static ObjectNode text(String description) {
        return type("string", description);
    }

    static ObjectNode text(String description, int maxLength) {
        return text(description).put("maxLength", maxLength);
    }

    static ObjectNode nullable(String type, String description) {
        ObjectNode schema = object();
        schema.set("type", strings(List.of("null", type)));
        return schema.put("description", description);
    }

    static ObjectNode readOnly(ObjectNode schema) {
        return schema.put("readOnly", true);
    }

    static ObjectNode array(String description, JsonNode items) {
        ObjectNode schema = type("array", description);
        schema.set("items", items);
        return schema;
    }

    static ObjectNode oneOf(ObjectNode schema, List<String> values) {
        schema.set("enum", strings(values));
        return schema;
    }

    /** With null first: clients read the first value as the default. */
    static ObjectNode oneOfOrNull(ObjectNode schema, List<String> values) {
        ArrayNode all = NODES.arrayNode().addNull();
        values.forEach(all::add);
        schema.set("enum", all);
        return schema;
    }

    static ArrayNode strings(List<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** Links by relation, each to the property that holds it. */
    static ArrayNode links(String... relationsAndTargets) {
        ArrayNode links = NODES.arrayNode();
        for (int i = 0; i < relationsAndTargets.length; i += 2) {
            links.add(object().put("rel", relationsAndTargets[i]).put("href", "{" + relationsAndTargets[i + 1] + "}"));
        }
        return links;
    }

    /** A page of things of one kind. */
    static ObjectNode page(String plural, JsonNode items, boolean paged) {
        ObjectNode properties = object();
        ObjectNode list = object().put("type", "array");
        list.set("items", items);
        properties.set(plural, list);
        if (paged) {
            properties.set("first", object().put("type", "string"));
            properties.set("next", object().put("type", "string"));
        }
        properties.set("schema", object().put("type", "string"));
        ObjectNode schema = object().put("name", plural);
        schema.set("properties", properties);
        schema.set(
                "links",
                paged
                        ? links("first", "first", "next", "next", "describedby", "schema")
                        : links("describedby", "schema"));
        return schema;
    }
}
