package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.contracts.MessageType;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.event.Event;
import io.vitrine.e2e.event.EventLog;
import io.vitrine.e2e.system.Load;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Component;
import io.vitrine.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka only wakes people up: without it, or with image-api killed before it could speak, nothing is lost. */
@OnVitrine
class MessageFaultsIT {
    private static final byte[] BYTES = RandomBytes.of(200_000, 37);
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Vitrine vitrine;
    private final ImageClient demo;

    MessageFaultsIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void whatWasCommittedIsPublishedThoughImageApiDiedInBetween() {
        // Given
        List<String> before = IntStream.range(0, 10)
                .mapToObj(i -> {
                    String id = demo.createRaw("before " + i);
                    demo.upload(id, BYTES).expect(204);
                    return id;
                })
                .toList();
        vitrine.system().pause(Component.KAFKA);
        var ids = new ArrayList<>(before);
        try {
            before.forEach(id -> demo.delete(id).expect(204));
            IntStream.range(0, 10).forEach(i -> ids.add(demo.createRaw("meanwhile " + i)));
            assertThat(vitrine.rows().count("select count(*) from outbox")).isGreaterThanOrEqualTo(30);

            // When
            vitrine.system().kill(Service.IMAGE_API);
        } finally {
            vitrine.system().resume(Component.KAFKA);
        }
        vitrine.system().start(Service.IMAGE_API);

        // Then
        var told = new HashMap<String, List<Event>>();
        await("all is told").atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            told.putAll(vitrine.events().of(ids));
            for (String id : ids) {
                assertThat(EventLog.types(told.get(id))).contains(MessageType.IMAGE_CREATE, last(before, id));
            }
        });
        for (String id : ids) {
            List<Event> events = told.get(id);
            assertThat(EventLog.types(firstOfEach(events)))
                    .isEqualTo(
                            before.contains(id)
                                    ? List.of(
                                            MessageType.IMAGE_CREATE,
                                            MessageType.IMAGE_PREPARE,
                                            MessageType.IMAGE_UPLOAD,
                                            MessageType.IMAGE_ACTIVATE,
                                            MessageType.IMAGE_DELETE,
                                            MessageType.IMAGE_PURGED)
                                    : List.of(MessageType.IMAGE_CREATE));
            assertThat(firstOfEach(events)).extracting(Event::sequence).isSorted();
        }
        vitrine.invariants().hold();
        before.forEach(id -> assertThat(vitrine.blobs().of(id)).isEmpty());
        ids.subList(before.size(), ids.size()).forEach(id -> demo.delete(id).expect(204));
    }

    /** Longer than a worker waits before it asks by itself. */
    @Test
    void kafkaMayBeAwayDuringAnImport() {
        kafkaMayBeAwayFor(Duration.ofSeconds(8));
    }

    /** Longer than the producer keeps a message. */
    @Test
    @Tag("long")
    void kafkaMayBeAwayForMinutes() {
        kafkaMayBeAwayFor(Duration.ofSeconds(130));
    }

    private void kafkaMayBeAwayFor(Duration outage) {
        // Given
        String url = vitrine.web().serve("/without-kafka.raw", BYTES);
        String imported = demo.createRaw("imported without Kafka");
        try (Load load = Load.on(vitrine)) {
            load.runFor(Duration.ofSeconds(2));
            Map<String, Integer> before = load.calls();

            // When
            String meanwhile;
            vitrine.system().end(Component.KAFKA);
            try {
                demo.webDownload(imported, url).expect(202);
                load.runFor(outage);
                meanwhile = demo.status(imported);
            } finally {
                vitrine.system().start(Component.KAFKA);
            }

            // Then
            assertThat(load.errors()).as("errors during the outage").isEmpty();
            // How many depends on the machine; that each kind goes on does not.
            assertThat(load.calls())
                    .as("calls during the outage")
                    .allSatisfy(
                            (kind, count) -> assertThat(count).as(kind).isGreaterThan(before.getOrDefault(kind, 0)));
            assertThat(load.calls()).containsOnlyKeys("upload", "show", "download", "list", "delete");
            // A worker with a slot free also asks by itself.
            assertThat(meanwhile).isEqualTo("active");
            load.runFor(Duration.ofSeconds(2));
            assertThat(load.errors()).as("errors after the outage").isEmpty();
        }

        // Then
        vitrine.invariants().hold(Vitrine.SETTLED.plus(SOON));
        demo.delete(imported).expect(204);
        await("events flow again")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(EventLog.types(vitrine.events().of(imported)))
                        .contains(MessageType.IMAGE_IMPORT_SUCCEEDED, MessageType.IMAGE_PURGED));
    }

    @Test
    void commandsAndResultsMayComeTwiceAndInAnyOrder() {
        // Given
        String active = demo.createRaw("active");
        String failed = demo.createRaw("failed");
        String deleted = demo.createRaw("deleted");
        List<String> ids = List.of(active, failed, deleted);
        String url = vitrine.web().serve("/repeated.raw", BYTES);
        demo.webDownload(active, url).expect(202);
        demo.webDownload(failed, vitrine.web().url("/nothing-to-repeat")).expect(202);
        demo.webDownload(deleted, url).expect(202);
        await().atMost(SOON).until(() -> demo.status(deleted).equals("active"));
        demo.delete(deleted).expect(204);
        vitrine.invariants().hold();
        List<JsonNode> before = List.of(demo.image(active), demo.image(failed));
        Map<String, List<Event>> told = vitrine.events().of(ids);
        List<Event> records = new ArrayList<>(vitrine.events().internal(ids));
        assertThat(EventLog.types(records))
                .contains(MessageType.IMPORT_RUN, MessageType.STORE_DELETE, MessageType.STORE_DELETE_DONE);
        records.addAll(List.copyOf(records));
        long seed = System.nanoTime();
        Collections.shuffle(records, new Random(seed));

        // When
        vitrine.events().repeat(records);

        // Then
        await("all are used").atMost(SOON).pollInterval(Duration.ofMillis(300)).until(vitrine.events()::allUsed);
        vitrine.invariants().hold();
        assertThat(List.of(demo.image(active), demo.image(failed)))
                .as("seed %d", seed)
                .isEqualTo(before);
        assertThat(demo.download(active).expect(200).body()).isEqualTo(BYTES);
        demo.show(deleted).expectError(404, "");
        assertThat(vitrine.events().of(ids)).as("seed %d", seed).isEqualTo(told);
        assertThat(vitrine.events().deadLetters()).isEmpty();
        demo.delete(active).expect(204);
        demo.delete(failed).expect(204);
    }

    @Test
    void aKilledPostgresqlIsSaidAndComesBack() {
        // Given
        String id = demo.createRaw("database away");
        demo.upload(id, BYTES).expect(204);

        // When
        List<Answer> meanwhile;
        vitrine.system().kill(Component.POSTGRESQL);
        try {
            meanwhile = List.of(demo.show(id), demo.list(""), demo.create("{}"), demo.download(id), demo.delete(id));
        } finally {
            vitrine.system().start(Component.POSTGRESQL);
        }

        // Then
        for (Answer answer : meanwhile) {
            answer.expectError(503, "");
            assertThat(answer.header("Retry-After")).as("%s", answer).isPresent();
        }

        // Then
        await("back").atMost(SOON).until(() -> demo.show(id).status() == 200);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
        vitrine.invariants().hold();
    }

    private static String last(List<String> deleted, String id) {
        return deleted.contains(id) ? MessageType.IMAGE_PURGED : MessageType.IMAGE_CREATE;
    }

    /** A repeat has the id of what it repeats. */
    private static List<Event> firstOfEach(List<Event> events) {
        Map<String, Event> byId = new LinkedHashMap<>();
        events.forEach(event -> byId.putIfAbsent(event.id(), event));
        return List.copyOf(byId.values());
    }
}
