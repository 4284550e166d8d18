package io.vitrine.imageapi.location;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Results as they arrive: by Kafka, some of them unreadable. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ResultsConsumerIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Test
    void theUnreadableGoesAsideAndTheNextOneIsApplied() {
        world.stores();
        UUID image = world.queuedImage("demo");
        writes.active(image);
        deletes.delete(image);
        long location = world.number("select id from image_locations where image_id = ?", image);
        byte[] gone = world.write(
                        new StoreDeleteDone(image, location, "fast", 1, StoreDeleteDone.Outcome.GONE, null, null))
                .getBytes(UTF_8);

        send(List.of(
                record(image, MessageType.STORE_DELETE_DONE, "no JSON at all".getBytes(UTF_8)),
                record(image, "store.delete.done.v9", gone),
                new ProducerRecord<>(Topics.RESULTS, image.toString(), gone),
                record(image, MessageType.STORE_DELETE_DONE, gone)));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.locations(image).isEmpty());
        try (var aside = new Bystander(Topics.RESULTS + Topics.DEAD_LETTER_SUFFIX)) {
            assertThat(aside.await(image, records -> records.size() >= 3)).hasSize(3);
        }
    }

    private static ProducerRecord<String, byte[]> record(UUID image, String type, byte[] payload) {
        var message = new ProducerRecord<>(Topics.RESULTS, image.toString(), payload);
        message.headers().add(CloudEventHeaders.TYPE, type.getBytes(UTF_8));
        return message;
    }

    private static void send(List<ProducerRecord<String, byte[]>> messages) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestComponents.ensure(Component.KAFKA).kafka());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            messages.forEach(producer::send);
        }
    }
}
