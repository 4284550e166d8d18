package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads request bodies of unknown senders: bounded in length, depth and number of keys, strict about duplicates (spec: security, S-42). */
@ApplicationScoped
public class JsonBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_KEYS = 1_000;
    private static final int MAX_NUMBER_LENGTH = 64;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final long maxLength;

    JsonBody(ImageLimits limits) {
        this.maxLength = limits.jsonBody().asLongValue();
    }

    /** @throws ProblemException 400 with the place where the body stops making sense, 413 when it is too long */
    public ObjectNode object(InputStream body) {
        JsonNode root = parse(text(body));
        if (!(root instanceof ObjectNode object)) {
            throw ProblemException.badRequest("The request body must be a JSON object.");
        }
        if (object.size() > MAX_KEYS) {
            throw ProblemException.badRequest("The request body has more than %d keys.".formatted(MAX_KEYS));
        }
        return object;
    }

    /** @throws ProblemException 400 with the place where the body stops making sense, 413 when it is too long */
    public ArrayNode array(InputStream body) {
        if (!(parse(text(body)) instanceof ArrayNode array)) {
            throw ProblemException.badRequest("The request body must be a JSON array.");
        }
        if (array.size() > MAX_KEYS) {
            throw ProblemException.badRequest("The request body has more than %d elements.".formatted(MAX_KEYS));
        }
        return array;
    }

    private String text(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes((int) maxLength + 1);
        } catch (IOException e) {
            throw ProblemException.badRequest("The request body ended too early.");
        }
        if (bytes.length > maxLength) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE, "The request body is longer than %d bytes.".formatted(maxLength));
        }
        try {
            // Strict, and UTF-8 only: a parser of bytes would guess at other encodings.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.badRequest("The request body is not UTF-8.");
        }
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            throw ProblemException.badRequest("Body expected in request.");
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            String cause = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                    ? "The request body names a key twice"
                    : "The request body is not well-formed JSON, or nested too deeply";
            throw ProblemException.badRequest(cause + place + ".");
        }
    }
}
