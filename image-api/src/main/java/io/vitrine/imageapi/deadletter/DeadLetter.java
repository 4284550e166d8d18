package io.vitrine.imageapi.deadletter;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that nobody could read.
 *
 * @param origin the topic that it was sent to
 * @param reason what the consumer said about it
 * @param headers as text, those of the consumer's complaint included
 */
public record DeadLetter(
        Place place,
        String origin,
        Instant arrived,
        @Nullable String key,
        @Nullable String type,
        String reason,
        Map<String, String> headers,
        byte[] payload) {
    public DeadLetter {
        headers = Map.copyOf(headers);
    }

    /** Where it is; as text, {@code topic:partition:offset}. */
    public record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + ":" + partition + ":" + offset;
        }
    }

    public String id() {
        return place.toString();
    }
}
