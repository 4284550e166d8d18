package io.vitrine.keycleanup.barbican;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What Barbican says about a secret, as far as it decides whether the secret may go.
 *
 * @param creator user who created it
 * @param consumers who registered an interest in it; empty when the answer does not say
 */
record Secret(Optional<String> creator, Optional<List<Consumer>> consumers) {
    /** How an image service names itself as a consumer. */
    static final String SERVICE = "image";

    static final String RESOURCE_TYPE = "image";

    private static final ObjectMapper JSON = new ObjectMapper();

    record Consumer(String service, String resourceType, String resourceId) {
        boolean isImage(UUID id) {
            return service.equals(SERVICE)
                    && resourceType.equals(RESOURCE_TYPE)
                    && resourceId.equalsIgnoreCase(id.toString());
        }
    }

    /** Empty when it is not the description of a secret. */
    static Optional<Secret> read(String body) {
        try {
            JsonNode document = JSON.readTree(body);
            if (!document.path("secret_ref").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new Secret(text(document, "creator_id"), consumers(document.path("consumers"))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    boolean isUsedBy(UUID image) {
        return consumers.stream().flatMap(List::stream).anyMatch(consumer -> consumer.isImage(image));
    }

    boolean isUsedByOthersThan(UUID image) {
        return consumers.stream().flatMap(List::stream).anyMatch(consumer -> !consumer.isImage(image));
    }

    private static Optional<List<Consumer>> consumers(JsonNode list) {
        if (!list.isArray()) {
            return Optional.empty();
        }
        List<Consumer> consumers = new ArrayList<>();
        for (JsonNode entry : list) {
            consumers.add(new Consumer(
                    text(entry, "service").orElse(""),
                    text(entry, "resource_type").orElse(""),
                    text(entry, "resource_id").orElse("")));
        }
        return Optional.of(List.copyOf(consumers));
    }

    private static Optional<String> text(JsonNode document, String name) {
        return Optional.of(document.path(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
