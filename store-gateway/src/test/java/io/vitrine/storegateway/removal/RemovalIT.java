package io.vitrine.storegateway.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone.Outcome;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.storegateway.announce.Announcer;
import io.vitrine.storegateway.announce.ListeningImageApi;
import io.vitrine.storegateway.announce.ListeningImageApi.Heard;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running service on a real Kafka: commands in, results out, and what image-api hears of it. */
@QuarkusTest
@WithTestResource(RemovalSurroundings.class)
class RemovalIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    StoreRegistry stores;

    @Inject
    Announcer announcer;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "smallrye.messaging.worker.<virtual-thread>.max-concurrency")
    int places;

    private KafkaProducer<String, byte[]> commands;
    private KafkaConsumer<String, byte[]> results;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    @BeforeEach
    void connect() {
        commands = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
        results = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "eye-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        results.subscribe(List.of(RemovalSurroundings.RESULTS, RemovalSurroundings.DEAD_LETTERS));
    }

    @AfterEach
    void disconnect() {
        commands.close();
        results.close();
    }

    @Test
    void bytesAreRemovedAndTheResultIsACloudEvent() throws Exception {
        // Given
        UUID image = UUID.randomUUID();
        BlobStore store = stores.defaultStore().blobs();
        Blobs.put(store, image + ".3", Blobs.random(1000));
        // When
        send(image, MessageType.STORE_DELETE, json.writeValueAsBytes(command(image, "fast")));
        // Then
        ConsumerRecord<String, byte[]> result = answerFor(image);
        assertThat(store.size(store.locate(image + ".3"))).isEmpty();
        assertThat(result.topic()).isEqualTo(RemovalSurroundings.RESULTS);
        assertThat(json.readValue(result.value(), StoreDeleteDone.class))
                .isEqualTo(new StoreDeleteDone(image, 7, "fast", 3, Outcome.GONE, null, null));
        assertThat(json.readTree(result.value()).get("outcome").asText()).isEqualTo("gone");
        assertThat(json.readTree(result.value()).has("reason")).isFalse();
        assertThat(header(result, CloudEventHeaders.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(header(result, CloudEventHeaders.TYPE)).isEqualTo(MessageType.STORE_DELETE_DONE);
        assertThat(header(result, CloudEventHeaders.SOURCE)).isEqualTo("/image-service/vitrine/store-gateway");
        assertThat(header(result, CloudEventHeaders.SUBJECT)).isEqualTo(image.toString());
        assertThat(UUID.fromString(header(result, CloudEventHeaders.ID))).isNotNull();
        assertThat(header(result, CloudEventHeaders.REQUEST_ID)).isEqualTo("req-of-" + image);
        assertThat(header(result, CloudEventHeaders.TIME)).matches("\\d{4}-.*Z");
        assertThat(header(result, CloudEventHeaders.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @Test
    void everyUnreadableRecordIsADeadLetterAndTheRestGoesOn() throws Exception {
        // Given
        UUID garbage = UUID.randomUUID();
        UUID stranger = UUID.randomUUID();
        UUID good = UUID.randomUUID();
        // When
        send(garbage, MessageType.STORE_DELETE, new byte[] {0, 1, 2});
        send(stranger, "store.delete.v9", "{}".getBytes(StandardCharsets.UTF_8));
        send(good, MessageType.STORE_DELETE, json.writeValueAsBytes(command(good, "fast")));
        // Then
        assertThat(answerFor(garbage).topic()).isEqualTo(RemovalSurroundings.DEAD_LETTERS);
        assertThat(answerFor(garbage).value()).isEqualTo(new byte[] {0, 1, 2});
        assertThat(header(answerFor(garbage), "dead-letter-reason")).isEqualTo("not the JSON of a store.delete.v1");
        assertThat(answerFor(stranger).topic()).isEqualTo(RemovalSurroundings.DEAD_LETTERS);
        assertThat(answerFor(good).topic()).isEqualTo(RemovalSurroundings.RESULTS);
    }

    @Test
    void absentStoreHoldsUpNobodyElse() throws Exception {
        // Given: each of these waits for a connection that is refused
        UUID away = UUID.randomUUID();
        UUID unknown = UUID.randomUUID();
        // When
        send(away, MessageType.STORE_DELETE, json.writeValueAsBytes(command(away, "absent")));
        send(unknown, MessageType.STORE_DELETE, json.writeValueAsBytes(command(unknown, "no-such-store")));
        // Then
        assertThat(outcome(away)).isEqualTo(Outcome.TRY_LATER);
        assertThat(outcome(unknown)).isEqualTo(Outcome.FAILED);
    }

    @Test
    void silentStoreHoldsUpNobodyElse() throws Exception {
        // Given: one partition, and all but one of the places taken by a store that does not answer
        UUID quick = UUID.randomUUID();
        for (int i = 0; i < places - 1; i++) {
            UUID stuck = UUID.randomUUID();
            send(quick, stuck, MessageType.STORE_DELETE, json.writeValueAsBytes(command(stuck, "silent")));
        }
        // When
        send(quick, MessageType.STORE_DELETE, json.writeValueAsBytes(command(quick, "fast")));
        // Then
        assertThat(outcome(quick)).isEqualTo(Outcome.GONE);
        assertThat(places).as("as configured").isEqualTo(3);
    }

    @Test
    void noByteAppearsAfterGoneWasReported() throws Exception {
        // Given
        UUID image = UUID.randomUUID();
        BlobStore store = stores.defaultStore().blobs();
        try (BlobUpload upload = store.begin(image + ".3", OptionalLong.empty())) {
            Blobs.write(upload, Blobs.random(1000));
            // When
            send(image, MessageType.STORE_DELETE, json.writeValueAsBytes(command(image, "fast")));
            // Then
            assertThat(outcome(image)).isEqualTo(Outcome.TRY_LATER);
        }
        seen.clear();
        send(image, MessageType.STORE_DELETE, json.writeValueAsBytes(command(image, "fast")));
        await().atMost(SOON).until(() -> outcome(image) == Outcome.GONE);
        assertThatThrownBy(() -> store.begin(image + ".3", OptionalLong.empty()))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void imageApiHearsOfTheStoresAndOfNoSecret() throws Exception {
        // When
        await().atMost(SOON).until(announcer::announcedOnce);
        // Then
        Heard heard = ListeningImageApi.heard().getLast();
        assertThat(heard.path()).isEqualTo("/internal/v1/gateways/gateway-of-the-test");
        assertThat(heard.authorization()).isEqualTo("Bearer a-service-token");
        assertThat(heard.body()).doesNotContain("an-access-key", "a-secret-key", "127.0.0.1:1\"", "nobody");
        Announcement announcement = json.readValue(heard.body(), Announcement.class);
        assertThat(announcement.stores())
                .extracting(Announcement.Store::id, Announcement.Store::type, Announcement.Store::usable)
                .containsExactly(
                        tuple("absent", "s3", false), tuple("fast", "file", true), tuple("silent", "s3", false));
        assertThat(announcement.stores().get(1).isDefault()).isTrue();
        assertThat(announcement.stores().get(1).freeBytes()).isPositive();
        int before = ListeningImageApi.heard().size();
        await().atMost(SOON).until(() -> ListeningImageApi.heard().size() > before + 1);
    }

    private static StoreDelete command(UUID image, String store) {
        return new StoreDelete(image, 7, store, image + ".3", null, 3);
    }

    private void send(UUID image, String type, byte[] body) throws Exception {
        send(image, image, type, body);
    }

    private void send(UUID key, UUID image, String type, byte[] body) throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(RemovalSurroundings.COMMANDS, key.toString(), body);
        record.headers()
                .add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8))
                .add(CloudEventHeaders.REQUEST_ID, ("req-of-" + image).getBytes(StandardCharsets.UTF_8));
        commands.send(record).get();
    }

    private Outcome outcome(UUID image) throws Exception {
        return json.readValue(answerFor(image).value(), StoreDeleteDone.class).outcome();
    }

    /** The newest answer that has come for this image. */
    private ConsumerRecord<String, byte[]> answerFor(UUID image) {
        await().atMost(SOON).until(() -> {
            results.poll(Duration.ofMillis(200)).forEach(seen::add);
            return seen.stream().anyMatch(record -> image.toString().equals(record.key()));
        });
        return seen.stream()
                .filter(record -> image.toString().equals(record.key()))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
