package io.vitrine.imageapi.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vitrine.contracts.CloudEventHeaders;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A row of {@code outbox}, and the CloudEvent in binary mode that it becomes (spec: events, section 2). */
record OutboxMessage(
        long seq,
        UUID id,
        String topic,
        String key,
        String type,
        Map<String, String> headers,
        byte[] payload,
        Instant createdAt) {
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    ProducerRecord<String, byte[]> toRecord(EventsConfig events) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(CloudEventHeaders.SPEC_VERSION, "1.0");
        all.put(CloudEventHeaders.ID, id.toString());
        all.put(CloudEventHeaders.SOURCE, events.source());
        all.put(CloudEventHeaders.TYPE, type);
        all.put(CloudEventHeaders.SUBJECT, key);
        all.put(CloudEventHeaders.TIME, MICROSECONDS.format(createdAt));
        all.put(CloudEventHeaders.SEQUENCE, "%019d".formatted(seq));
        all.put(CloudEventHeaders.PRIORITY, "info");
        all.put(CloudEventHeaders.CONTENT_TYPE, "application/json");
        events.schema(topic, type).ifPresent(schema -> all.put(CloudEventHeaders.DATA_SCHEMA, schema));
        all.putAll(headers);
        var kafkaRecord = new ProducerRecord<>(topic, null, createdAt.toEpochMilli(), key, payload);
        all.forEach((name, value) -> kafkaRecord.headers().add(name, value.getBytes(UTF_8)));
        return kafkaRecord;
    }
}
