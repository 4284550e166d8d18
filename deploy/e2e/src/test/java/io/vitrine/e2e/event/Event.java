package io.vitrine.e2e.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record as it stood on its topic. */
public record Event(String topic, int partition, long offset, String key, Map<String, String> headers, String data) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Event of(ConsumerRecord<String, byte[]> entry) {
        var headers = new TreeMap<String, String>();
        entry.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        String data = entry.value() == null ? "" : new String(entry.value(), StandardCharsets.UTF_8);
        return new Event(entry.topic(), entry.partition(), entry.offset(), entry.key(), headers, data);
    }

    public String type() {
        return headers.getOrDefault(CloudEventHeaders.TYPE, "");
    }

    public String id() {
        return headers.getOrDefault(CloudEventHeaders.ID, "");
    }

    public long sequence() {
        return Long.parseLong(headers.getOrDefault(CloudEventHeaders.SEQUENCE, "-1"));
    }

    public JsonNode json() {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }
}
