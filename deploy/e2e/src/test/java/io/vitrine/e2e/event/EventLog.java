package io.vitrine.e2e.event;

import io.vitrine.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Everything that stands on the topics, read from the start. */
public final class EventLog {
    private static final List<String> READ = List.of(
            Topics.EVENTS,
            Topics.MEMBERS,
            Topics.TASKS,
            Topics.IMPORT_COMMANDS,
            Topics.STORE_COMMANDS,
            Topics.KEY_COMMANDS,
            Topics.RESULTS);

    private static final List<String> INTERNAL = READ.subList(3, READ.size());

    /** What nobody could read lands here. */
    private static final List<String> DEAD =
            INTERNAL.stream().map(topic -> topic + Topics.DEAD_LETTER_SUFFIX).toList();

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String bootstrap;

    public EventLog(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** The public events of an image, in the order of their partition. */
    public List<Event> of(String imageId) {
        return records(List.of(Topics.EVENTS)).stream()
                .filter(event -> imageId.equals(event.key()))
                .toList();
    }

    /** As {@link #of(String)}, of several images in one reading. */
    public Map<String, List<Event>> of(Collection<String> imageIds) {
        Map<String, List<Event>> found = new HashMap<>();
        imageIds.forEach(id -> found.put(id, new ArrayList<>()));
        records(List.of(Topics.EVENTS)).stream()
                .filter(event -> found.containsKey(event.key()))
                .forEach(event -> found.get(event.key()).add(event));
        return found;
    }

    /** The commands and results about images. */
    public List<Event> internal(Collection<String> imageIds) {
        return records(INTERNAL).stream()
                .filter(event -> imageIds.contains(event.key()))
                .toList();
    }

    /** Whether every command and result was acknowledged. */
    public boolean allUsed() {
        try (Admin admin = Admin.create(settings());
                var reader = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> used = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, at) -> used.merge(partition, at.offset(), Math::max));
            }
            List<TopicPartition> partitions = INTERNAL.stream()
                    .flatMap(topic -> reader.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return reader.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> end.getValue() <= used.getOrDefault(end.getKey(), 0L));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends records once more, as they are and in this order. */
    public void repeat(List<Event> records) {
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringSerializer(),
                new StringSerializer())) {
            for (Event record : records) {
                var again = new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.data());
                record.headers()
                        .forEach((name, value) -> again.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                producer.send(again);
            }
            producer.flush();
        }
    }

    /** Every record of ours about an image, commands and results too. */
    public List<Event> everythingOf(String imageId) {
        return records(READ).stream()
                .filter(event -> imageId.equals(event.key()))
                .toList();
    }

    public List<Event> deadLetters() {
        return records(DEAD);
    }

    private List<Event> records(List<String> topics) {
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            var found = new ArrayList<Event>();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (behind(consumer, ends) && System.nanoTime() < until) {
                consumer.poll(Duration.ofMillis(200)).forEach(entry -> found.add(Event.of(entry)));
            }
            if (behind(consumer, ends)) {
                throw new IllegalStateException("Kafka did not give its records within " + PATIENCE);
            }
            found.sort(Comparator.comparing(Event::topic)
                    .thenComparing(Event::partition)
                    .thenComparing(Event::offset));
            return found;
        }
    }

    private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
    }

    /** The types of these records, in their order. */
    public static List<String> types(List<Event> events) {
        return events.stream().map(Event::type).toList();
    }
}
