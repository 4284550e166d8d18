package io.vitrine.imageapi.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What readers of the events may rely on, whatever happens to the relay. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class OutboxRelayIT {
    /** The session that holds the relay's lock: the relay itself. */
    private static final String KILL_RELAY = """
            select count(pg_terminate_backend(pid)) from pg_locks
            where locktype = 'advisory' and classid = 1447646290 and objid = 1329745752 and granted
            """;

    private static final int WRITERS = 16;
    private static final int CHANGES = 25;

    @Inject
    World world;

    @Inject
    Changes changes;

    @Test
    void anImagesEventsArriveInTheOrderOfItsVersions() throws Exception {
        UUID image = world.queuedImage("demo");

        writeConcurrently(image, new AtomicBoolean());

        List<ConsumerRecord<String, byte[]>> records = arrived(image);
        assertThat(records).hasSize(WRITERS * CHANGES);
        assertThat(versions(records))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, WRITERS * CHANGES).boxed().toList());
        assertThat(sequences(records)).isSorted().doesNotHaveDuplicates();
        assertThat(sequences(records))
                .allSatisfy(sequence -> assertThat(sequence).hasSize(19));
    }

    @Test
    void aRelayThatDiesBetweenSendAndDeleteRepeatsTheSameId() {
        UUID image = world.queuedImage("demo");
        world.change(
                "create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'broken off'; end $$");
        world.change("create trigger broken_off before delete on outbox for each row when (old.key = '" + image
                + "') execute function refuse()");
        List<ConsumerRecord<String, byte[]>> records;
        try (var events = new Bystander(Topics.EVENTS)) {
            changes.change(image);
            records = events.await(image, all -> all.size() >= 2);
        } finally {
            world.change("drop trigger broken_off on outbox");
        }

        assertThat(records)
                .extracting(r -> Bystander.header(r, CloudEventHeaders.ID))
                .containsOnly(Bystander.header(records.getFirst(), CloudEventHeaders.ID));
        awaitEmpty(image);
    }

    @Test
    void aKilledRelayLosesNothingAndKeepsTheOrder() throws Exception {
        UUID image = world.queuedImage("demo");
        var written = new AtomicBoolean();
        List<Long> versions;
        try (var threads = Executors.newSingleThreadExecutor()) {
            var killer = threads.submit(() -> {
                int killed = 0;
                while (!written.get() || killed == 0) {
                    killed += world.number(KILL_RELAY);
                }
                return killed;
            });
            writeConcurrently(image, written);
            assertThat(killer.get()).isPositive();
            awaitEmpty(image);
            versions = firstSeen(versions(arrived(image)));
        }

        assertThat(versions)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, WRITERS * CHANGES).boxed().toList());
    }

    @Test
    void whileKafkaStandsStillNothingElseDoesAndNothingIsLost() {
        UUID image = world.queuedImage("demo");
        var kafka = TestComponents.ensure(Component.KAFKA).system();
        kafka.pause(Component.KAFKA);
        try {
            assertThat(CompletableFuture.runAsync(() -> IntStream.range(0, 20).forEach(i -> changes.change(image))))
                    .succeedsWithin(Duration.ofSeconds(10));
            assertThat(world.number("select count(*) from outbox where key = ?", image.toString()))
                    .isPositive();
        } finally {
            kafka.resume(Component.KAFKA);
        }
        awaitEmpty(image);
    }

    @Test
    void aMessageThatKafkaNeverAcceptsIsSetAsideAndItsSuccessorsGoOn() {
        UUID image = world.queuedImage("demo");
        world.change("""
                insert into outbox (id, topic, key, type, headers, payload, created_at) values
                    (gen_random_uuid(), 'images.events.v1', ?, 'image.update.v1', '{}', to_jsonb(repeat(md5('x'), 65536)), now())
                """, image.toString());
        changes.change(image);
        try {
            assertThat(arrived(image, 1)).hasSize(1);
            assertThat(world.text("select refused from outbox where key = ? and refused is not null", image.toString()))
                    .contains("max.request.size");
        } finally {
            world.change("delete from outbox where refused is not null");
        }
    }

    @Test
    void propertiesTooLargeForAnEventAreLeftOut() throws Exception {
        UUID image = world.queuedImage("demo", Map.of("a", "x".repeat(60_000)));
        changes.change(image);

        byte[] event = arrived(image, 1).getFirst().value();
        assertThat(event.length).isLessThan(64 * 1_024);
        assertThat(world.read(event).path("properties").toString()).isEqualTo("{\"truncated\":true}");
        assertThat(EventSchemas.violations(MessageType.IMAGE_UPDATE, event)).isEmpty();
    }

    private void writeConcurrently(UUID image, AtomicBoolean done) throws InterruptedException {
        Callable<Void> writer = () -> {
            for (int i = 0; i < CHANGES; i++) {
                changes.change(image);
            }
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(Collections.nCopies(WRITERS, writer)))
                    .allSatisfy(writing -> assertThat(writing).succeedsWithin(Duration.ZERO));
        } finally {
            done.set(true);
        }
    }

    private void awaitEmpty(UUID image) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> world.number("select count(*) from outbox where key = ?", image.toString()) == 0);
    }

    private static List<ConsumerRecord<String, byte[]>> arrived(UUID image) {
        return arrived(image, WRITERS * CHANGES);
    }

    private static List<ConsumerRecord<String, byte[]>> arrived(UUID image, int atLeast) {
        try (var events = new Bystander(Topics.EVENTS)) {
            return events.await(image, all -> ids(all) >= atLeast);
        }
    }

    private static long ids(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(r -> Bystander.header(r, CloudEventHeaders.ID))
                .distinct()
                .count();
    }

    private List<Long> versions(List<ConsumerRecord<String, byte[]>> records) throws IOException {
        List<Long> versions = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> each : records) {
            versions.add(world.read(each.value()).path("version").asLong());
        }
        return versions;
    }

    /** As a consumer keeps it: lower or equal to the last one is a repeat. */
    private static List<Long> firstSeen(List<Long> versions) {
        List<Long> kept = new ArrayList<>();
        for (long version : versions) {
            if (kept.isEmpty() || version > kept.getLast()) {
                kept.add(version);
            }
        }
        return kept;
    }

    private static List<String> sequences(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(r -> Bystander.header(r, CloudEventHeaders.SEQUENCE))
                .toList();
    }
}
