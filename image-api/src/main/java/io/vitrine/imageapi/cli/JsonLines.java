package io.vitrine.imageapi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;

/** What {@code --json} prints: the service's own JSON, one document a line. */
final class JsonLines {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private JsonLines() {}

    static String of(Object value) {
        try {
            return mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports can be written", e);
        }
    }

    /** Of commands that work without the service: plain values alone. */
    private static ObjectMapper mapper() {
        return Arc.container() == null
                ? PLAIN
                : Arc.container().instance(ObjectMapper.class).get();
    }
}
