package io.vitrine.imageapi.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Metadata definitions, as far as stock clients ask at every start (spec: metadefs, sections 2 and 5): the {@code glance} command does not
 * begin to work without these two.
 */
final class MetadefSchemas {
    private static final int NAME = 80;
    private static final int DESCRIPTION = 500;
    private static final int OWNER = 255;

    private MetadefSchemas() {}

    static ObjectNode namespace() {
        ObjectNode properties = Json.object();
        properties.set("namespace", Json.text("Unique name", NAME));
        properties.set("display_name", Json.text("Name for people", NAME));
        properties.set("description", Json.text("What it is about", DESCRIPTION));
        properties.set("visibility", Json.oneOf(Json.text("Who sees it"), List.of("public", "private")));
        properties.set("protected", Json.type("boolean", "Whether it is safe from being deleted"));
        properties.set("owner", Json.text("Project that owns it", OWNER));
        times(properties);
        properties.set("self", Json.readOnly(Json.text("Path of the namespace")));
        properties.set("schema", Json.readOnly(Json.text("Path of this schema")));
        properties.set("resource_type_associations", Json.array("Kinds of things it is for", association()));
        ObjectNode propertyMap = Json.object();
        propertyMap.put("$ref", "#/definitions/property");
        properties.set("properties", propertyMap);
        properties.set("objects", Json.array("Groups of properties", object()));
        properties.set("tags", Json.array("Words", tag()));
        ObjectNode schema = single("namespace", properties, "namespace");
        schema.set("definitions", definitions());
        return schema;
    }

    static ObjectNode resourceType() {
        ObjectNode properties = Json.object();
        properties.set("name", Json.text("Name of the kind, such as OS::Glance::Image", NAME));
        properties.set("prefix", Json.text("What stands before property names on things of this kind", NAME));
        properties.set("properties_target", Json.text("Which of several property sets is meant", NAME));
        times(properties);
        return single("resource_type_association", properties, "name");
    }

    private static void times(ObjectNode properties) {
        properties.set("created_at", Json.readOnly(Json.text("When it was made").put("format", "date-time")));
        properties.set(
                "updated_at", Json.readOnly(Json.text("When it last changed").put("format", "date-time")));
    }

    private static ObjectNode association() {
        ObjectNode item = Json.object().put("type", "object");
        ObjectNode fields = item.putObject("properties");
        fields.putObject("name").put("type", "string");
        fields.putObject("prefix").put("type", "string");
        fields.putObject("properties_target").put("type", "string");
        return item;
    }

    private static ObjectNode object() {
        ObjectNode item = Json.object().put("type", "object");
        ObjectNode fields = item.putObject("properties");
        fields.putObject("name").put("type", "string");
        fields.putObject("description").put("type", "string");
        fields.putObject("required").put("$ref", "#/definitions/stringArray");
        fields.putObject("properties").put("$ref", "#/definitions/property");
        return item;
    }

    private static ObjectNode tag() {
        ObjectNode item = Json.object().put("type", "object");
        item.putObject("properties").putObject("name").put("type", "string");
        return item;
    }

    private static ObjectNode single(String name, ObjectNode properties, String required) {
        ObjectNode schema = Json.object().put("name", name);
        schema.set("required", Json.strings(List.of(required)));
        schema.put("additionalProperties", false);
        schema.set("properties", properties);
        return schema;
    }

    private static ObjectNode definitions() {
        ObjectNode definitions = Json.object();
        definitions.putObject("positiveInteger").put("type", "integer").put("minimum", 0);
        ObjectNode withDefault = definitions.putObject("positiveIntegerDefault0");
        ArrayNode both = withDefault.putArray("allOf");
        both.addObject().put("$ref", "#/definitions/positiveInteger");
        both.addObject().put("default", 0);
        ObjectNode strings =
                definitions.putObject("stringArray").put("type", "array").put("uniqueItems", true);
        strings.putObject("items").put("type", "string");
        ObjectNode map = definitions.putObject("property").put("type", "object");
        map.set("additionalProperties", property());
        return definitions;
    }

    private static ObjectNode property() {
        ObjectNode property = Json.object().put("type", "object");
        property.set("required", Json.strings(List.of("title", "type")));
        ObjectNode fields = property.putObject("properties");
        for (String text : List.of("name", "title", "description")) {
            fields.putObject(text).put("type", "string");
        }
        fields.set(
                "type",
                Json.oneOfOrNull(
                        Json.object().put("type", "string"),
                        List.of("array", "boolean", "integer", "number", "object", "string")));
        fields.set("operators", strings());
        fields.putObject("required").put("$ref", "#/definitions/stringArray");
        fields.putObject("minimum").put("type", "number");
        fields.putObject("maximum").put("type", "number");
        fields.putObject("maxLength").put("$ref", "#/definitions/positiveInteger");
        fields.putObject("minLength").put("$ref", "#/definitions/positiveIntegerDefault0");
        fields.putObject("pattern").put("type", "string").put("format", "regex");
        fields.putObject("enum").put("type", "array");
        fields.putObject("readonly").put("type", "boolean");
        fields.putObject("confidential").put("type", "boolean");
        fields.putObject("default");
        ObjectNode items = fields.putObject("items").put("type", "object");
        ObjectNode item = items.putObject("properties");
        item.set("type", fields.get("type").deepCopy());
        item.putObject("enum").put("type", "array");
        fields.putObject("maxItems").put("$ref", "#/definitions/positiveInteger");
        fields.putObject("minItems").put("$ref", "#/definitions/positiveIntegerDefault0");
        fields.putObject("uniqueItems").put("type", "boolean").put("default", false);
        fields.putObject("additionalItems").put("type", "boolean");
        return property;
    }

    private static ObjectNode strings() {
        ObjectNode strings = Json.object().put("type", "array");
        strings.putObject("items").put("type", "string");
        return strings;
    }
}
