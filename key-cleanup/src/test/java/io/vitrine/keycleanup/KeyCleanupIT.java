package io.vitrine.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(RealKafka.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SAME_THREAD)
class KeyCleanupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<String, byte[]> results;
    private KafkaConsumer<String, byte[]> dead;
    private final UUID image = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
        results = fromNowOn(RealKafka.RESULTS);
        dead = fromNowOn(RealKafka.DEAD);
    }

    @AfterEach
    void disconnect() {
        producer.close();
        results.close();
        dead.close();
    }

    private KafkaConsumer<String, byte[]> fromNowOn(String topic) {
        var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private static List<ConsumerRecord<String, byte[]>> take(KafkaConsumer<String, byte[]> consumer, int n) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < n && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        assertThat(records).hasSize(n);
        return records;
    }

    private void send(String type, String body) throws Exception {
        var record =
                new ProducerRecord<>(RealKafka.COMMANDS, 0, image.toString(), body.getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8))
                .add(CloudEventHeaders.REQUEST_ID, "req-1".getBytes(StandardCharsets.UTF_8));
        producer.send(record).get();
    }

    private String command() {
        return "{\"image_id\": \"%s\", \"key_id\": \"%s\", \"project_id\": \"demo\", \"attempt\": 1}"
                .formatted(image, key);
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) throws IOException {
        return new ObjectMapper().readTree(record.value());
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void aCommandInIsAResultOut() throws Exception {
        send("key.delete.v1", command());

        ConsumerRecord<String, byte[]> result = take(results, 1).getFirst();

        assertThat(result.key()).isEqualTo(image.toString());
        assertThat(json(result).get("image_id").asText()).isEqualTo(image.toString());
        assertThat(json(result).get("key_id").asText()).isEqualTo(key.toString());
        assertThat(json(result).get("outcome").asText()).isEqualTo("deleted");
        assertThat(json(result).get("status_code").asInt()).isEqualTo(204);
        assertThat(header(result.headers(), "ce_specversion")).isEqualTo("1.0");
        assertThat(header(result.headers(), "ce_type")).isEqualTo("key.delete.done.v1");
        assertThat(header(result.headers(), "ce_subject")).isEqualTo(image.toString());
        assertThat(header(result.headers(), "ce_requestid")).isEqualTo("req-1");
        assertThat(header(result.headers(), "content-type")).isEqualTo("application/json");
        assertThat(UUID.fromString(header(result.headers(), "ce_id"))).isNotNull();
    }

    @Test
    void deliveredThreeTimesTheKeyIsDeletedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("key.delete.v1", command());
        }

        List<String> outcomes = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> result : take(results, 3)) {
            outcomes.add(json(result).get("outcome").asText());
        }

        assertThat(outcomes).containsExactly("deleted", "already_gone", "already_gone");
    }

    @Test
    void whatNobodyCanReadIsParkedAndThePartitionMovesOn() throws Exception {
        send("key.delete.v1", "no JSON at all");
        send("key.delete.v2", command());
        send("store.delete.v1", command());
        send("key.delete.v1", command());

        assertThat(json(take(results, 1).getFirst()).get("outcome").asText()).isEqualTo("deleted");
        List<ConsumerRecord<String, byte[]>> parked = take(dead, 3);
        assertThat(new String(parked.getFirst().value(), StandardCharsets.UTF_8))
                .isEqualTo("no JSON at all");
        assertThat(parked).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(image.toString());
            assertThat(header(record.headers(), "dead-letter-topic")).isEqualTo(RealKafka.COMMANDS);
            assertThat(header(record.headers(), "dead-letter-reason")).doesNotContain(key.toString());
        });
    }
}
