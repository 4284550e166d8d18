package io.vitrine.imageapi.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.image.Formats;
import io.vitrine.imageapi.image.KnownProperties;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** All schemas, rendered once: stock clients fetch them again and again in one command. */
@ApplicationScoped
class Schemas {
    private static final int TAG_DIGITS = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A rendered schema.
     *
     * @param etag quoted, changes with the content
     */
    record Document(byte[] body, String etag) {}

    private final Map<String, Document> documents;

    Schemas(Formats formats, KnownProperties known) {
        documents = Map.of(
                "image", render(ImageSchema.of(formats, known)),
                "images", render(Json.page("images", ImageSchema.of(formats, known), true)),
                "member", render(OtherSchemas.member()),
                "members", render(OtherSchemas.members()),
                "task", render(OtherSchemas.task()),
                "tasks", render(OtherSchemas.tasks()),
                "metadefs/namespace", render(MetadefSchemas.namespace()),
                "metadefs/resource_type", render(MetadefSchemas.resourceType()));
    }

    Optional<Document> find(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    private static Document render(JsonNode schema) {
        try {
            byte[] body = JSON.writeValueAsBytes(schema);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            return new Document(body, "\"" + digest.substring(0, TAG_DIGITS) + "\"");
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a schema could not be rendered", e);
        }
    }
}
