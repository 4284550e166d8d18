package io.vitrine.imageapi.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.image.Formats;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.KnownProperties;
import io.vitrine.imageapi.image.KnownProperty;
import io.vitrine.imageapi.policy.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What an image document holds (spec: images, section 21). python-glanceclient builds its options from it and checks every image against it:
 * an attribute that is missing here is taken for a custom string, and one with another type makes the client fail.
 */
final class ImageSchema {
    private static final String ID =
            "^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$";
    private static final int SHORT = 255;
    private static final int MD5_LENGTH = 32;
    private static final int ALGORITHM_LENGTH = 64;
    private static final int DIGEST_LENGTH = 128;

    private ImageSchema() {}

    static ObjectNode of(Formats formats, KnownProperties known) {
        ObjectNode schema = Json.object().put("name", "image");
        ObjectNode properties = schema.putObject("properties");
        identity(properties);
        bytes(properties, formats);
        links(properties);
        known.all().forEach(property -> properties.set(property.name(), custom(property)));
        if (!known.required().isEmpty()) {
            schema.set("required", Json.strings(known.required()));
        }
        schema.putObject("additionalProperties").put("type", "string");
        schema.set("links", Json.links("self", "self", "enclosure", "file", "describedby", "schema"));
        return schema;
    }

    private static void identity(ObjectNode properties) {
        properties.set("id", Json.text("Id, for ever").put("pattern", ID));
        properties.set(
                "name",
                Json.nullable("string", "Name, for people; need not be unique").put("maxLength", SHORT));
        properties.set(
                "status",
                Json.readOnly(Json.oneOf(
                        Json.text("Where the image stands in its life"),
                        words(ImageStatus.values(), ImageStatus::word))));
        properties.set(
                "visibility",
                Json.oneOf(Json.text("Who else than its owner sees it"), words(Visibility.values(), Visibility::word)));
        properties.set("protected", Json.type("boolean", "Whether it is safe from being deleted"));
        properties.set("os_hidden", Json.type("boolean", "Whether lists leave it out unless asked"));
        properties.set("owner", Json.nullable("string", "Project that owns it").put("maxLength", SHORT));
        properties.set("created_at", Json.readOnly(Json.text("When it was made")));
        properties.set("updated_at", Json.readOnly(Json.text("When it was last changed")));
        properties.set(
                "tags",
                Json.array(
                        "Words to find it by",
                        Json.object().put("type", "string").put("maxLength", SHORT)));
    }

    private static void bytes(ObjectNode properties, Formats formats) {
        properties.set(
                "container_format",
                Json.oneOfOrNull(Json.nullable("string", "What the bytes are packed in"), formats.container()));
        properties.set(
                "disk_format",
                Json.oneOfOrNull(Json.nullable("string", "What the bytes are once unpacked"), formats.disk()));
        properties.set("min_disk", count("Gigabytes of disk that a server needs for it"));
        properties.set("min_ram", count("Megabytes of memory that a server needs for it"));
        properties.set("size", Json.readOnly(Json.nullable("integer", "Bytes stored")));
        properties.set("virtual_size", Json.readOnly(Json.nullable("integer", "Bytes of the disk that it describes")));
        properties.set(
                "checksum",
                Json.readOnly(Json.nullable("string", "MD5 of the bytes").put("maxLength", MD5_LENGTH)));
        properties.set(
                "os_hash_algo",
                Json.readOnly(
                        Json.nullable("string", "Algorithm of os_hash_value").put("maxLength", ALGORITHM_LENGTH)));
        properties.set(
                "os_hash_value",
                Json.readOnly(
                        Json.nullable("string", "Digest of the bytes, in hex").put("maxLength", DIGEST_LENGTH)));
    }

    private static void links(ObjectNode properties) {
        properties.set("direct_url", Json.readOnly(Json.text("Where the bytes are, if the deployment shows it")));
        properties.set("self", Json.readOnly(Json.text("Path of the image")));
        properties.set("file", Json.readOnly(Json.text("Path of its bytes")));
        properties.set("schema", Json.readOnly(Json.text("Path of this schema")));
        // Not "stores", though images show it: python-glanceclient makes a command-line option of every property here,
        // and
        // fails on one that collides with its own --stores. As a string it passes as an additional property.
        properties.set("locations", Json.array("Where the bytes are, if the deployment shows it", location()));
    }

    private static ObjectNode location() {
        ObjectNode location = Json.object().put("type", "object");
        location.set("required", Json.strings(List.of("url", "metadata")));
        ObjectNode fields = location.putObject("properties");
        fields.putObject("url").put("type", "string").put("maxLength", SHORT);
        fields.putObject("metadata").put("type", "object");
        ObjectNode validation = fields.putObject("validation_data");
        validation
                .put("description", "What the bytes must be")
                .put("type", "object")
                .put("writeOnly", true);
        validation.put("additionalProperties", false);
        validation.set("required", Json.strings(List.of("os_hash_algo", "os_hash_value")));
        ObjectNode digests = validation.putObject("properties");
        digests.putObject("checksum")
                .put("type", "string")
                .put("minLength", MD5_LENGTH)
                .put("maxLength", MD5_LENGTH);
        digests.putObject("os_hash_algo").put("type", "string").put("maxLength", ALGORITHM_LENGTH);
        digests.putObject("os_hash_value").put("type", "string").put("maxLength", DIGEST_LENGTH);
        return location;
    }

    private static ObjectNode custom(KnownProperty known) {
        ObjectNode schema =
                known.nullable() ? Json.nullable("string", known.description()) : Json.text(known.description());
        if (known.pattern() != null) {
            schema.put("pattern", known.pattern().pattern());
        }
        if (!known.values().isEmpty()) {
            Json.oneOf(schema, known.values());
        }
        if (known.minLength() > 0) {
            schema.put("minLength", known.minLength());
        }
        if (known.maxLength() != null) {
            schema.put("maxLength", known.maxLength());
        }
        return schema.put("is_base", false);
    }

    private static ObjectNode count(String description) {
        return Json.type("integer", description).put("minimum", 0).put("maximum", Integer.MAX_VALUE);
    }

    private static <T> List<String> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).toList();
    }
}
