package io.vitrine.importworker.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SAME_THREAD)
class WakeUpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "images.image-api.url")
    String imageApi;

    @ConfigProperty(name = "it.source")
    String source;

    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    private long send(String type, String body) throws Exception {
        var record = new ProducerRecord<>(RealKafka.COMMANDS, 0, "k", body.getBytes(StandardCharsets.UTF_8));
        record.headers().add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
        return producer.send(record).get().offset();
    }

    private String offer() {
        return given().body(source).post(imageApi + "/test/offer").asString();
    }

    private String reports() {
        return given().get(imageApi + "/test/reports").asString();
    }

    private static String command(String task) {
        return "{\"task_id\": \"%s\", \"image_id\": \"%s\"}".formatted(task, UUID.randomUUID());
    }

    private long committed() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            var offset = admin.listConsumerGroupOffsets("import-worker")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(RealKafka.COMMANDS, 0));
            return offset == null ? 0 : offset.offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCommandWakesTheWorkerAndTheJobIsDone() throws Exception {
        String task = offer();

        send("import.run.v1", command(task));

        await().atMost(PATIENCE).until(() -> reports().contains(task));
    }

    @Test
    void deliveredThreeTimesTheJobIsDoneOnceAndAllRecordsAreUsed() throws Exception {
        String task = offer();
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = send("import.run.v1", command(task));
        }

        long end = last + 1;
        await().atMost(PATIENCE).until(() -> committed() == end);
        await().atMost(PATIENCE).until(() -> reports().contains(task));
        assertThat(reports().split(task, -1)).hasSize(2);
    }

    @Test
    void whatNobodyCanReadIsParkedAndThePartitionMovesOn() throws Exception {
        try (var dead = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = dead.partitionsFor(RealKafka.DEAD).stream()
                    .map(info -> new TopicPartition(RealKafka.DEAD, info.partition()))
                    .toList();
            dead.assign(partitions);
            dead.seekToEnd(partitions);
            partitions.forEach(dead::position);
            String task = offer();

            send("import.run.v1", "no JSON at all");
            send("import.run.v2", command(task));
            send("import.run.v1", command(task));

            await().atMost(PATIENCE).until(() -> reports().contains(task));
            List<String> parked = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                dead.poll(Duration.ofMillis(200))
                        .forEach(record -> parked.add(new String(record.value(), StandardCharsets.UTF_8)));
                return parked.size() == 2;
            });
            assertThat(parked.getFirst()).isEqualTo("no JSON at all");
        }
    }
}
