package io.vitrine.imageapi.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Identifier;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.deadletter.DeadLetter.Place;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The dead-letter topics as Kafka has them. Each call has an end: Kafka may be away. */
@ApplicationScoped
class DeadLetterTopics {
    /** What our services read; each has a dead-letter topic beside it. */
    static final List<String> READ_BY_US =
            List.of(Topics.IMPORT_COMMANDS, Topics.STORE_COMMANDS, Topics.KEY_COMMANDS, Topics.RESULTS);

    static final List<String> ALL =
            READ_BY_US.stream().map(topic -> topic + Topics.DEAD_LETTER_SUFFIX).toList();

    /** What the consumer's framework writes about a record that it gives up. */
    private static final String COMPLAINT = "dead-letter-";

    private static final String REASON = COMPLAINT + "reason";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Where records stand of one partition. */
    record Span(String topicId, Place first, long end) {
        long size() {
            return end - first.offset();
        }
    }

    private final Map<String, Object> connection;

    DeadLetterTopics(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /** Of the topics that are there; an absent one holds nothing. @throws ProblemException 503 when Kafka does not answer */
    List<Span> spans(Collection<String> topics) {
        try (Admin admin = Admin.create(settings())) {
            Map<TopicPartition, String> partitions = new HashMap<>();
            for (TopicDescription topic : describe(admin, topics).values()) {
                topic.partitions()
                        .forEach(partition -> partitions.put(
                                new TopicPartition(topic.name(), partition.partition()),
                                topic.topicId().toString()));
            }
            Map<TopicPartition, Long> first = offsets(admin, partitions.keySet(), OffsetSpec.earliest());
            Map<TopicPartition, Long> end = offsets(admin, partitions.keySet(), OffsetSpec.latest());
            return partitions.entrySet().stream()
                    .map(entry -> new Span(
                            entry.getValue(),
                            new Place(
                                    entry.getKey().topic(),
                                    entry.getKey().partition(),
                                    first.getOrDefault(entry.getKey(), 0L)),
                            end.getOrDefault(entry.getKey(), 0L)))
                    .toList();
        }
    }

    /** How many partitions each of some topics has; an absent one is not among them. */
    Map<String, Integer> partitions(Collection<String> topics) {
        try (Admin admin = Admin.create(settings())) {
            Map<String, Integer> counts = new HashMap<>();
            describe(admin, topics)
                    .forEach(
                            (name, topic) -> counts.put(name, topic.partitions().size()));
            return counts;
        }
    }

    /** What stands in a partition, in its order. */
    List<DeadLetter> read(Span span) {
        if (span.size() == 0) {
            return List.of();
        }
        TopicPartition partition =
                new TopicPartition(span.first().topic(), span.first().partition());
        Instant deadline = Instant.now().plus(PATIENCE);
        List<DeadLetter> letters = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, span.first().offset());
            while (consumer.position(partition) < span.end()) {
                if (Instant.now().isAfter(deadline)) {
                    throw away();
                }
                consumer.poll(POLL).records(partition).stream()
                        .filter(record -> record.offset() < span.end())
                        .forEach(record -> letters.add(letter(record)));
            }
            return letters;
        } catch (KafkaException e) {
            throw away();
        }
    }

    /** Sends a record to where it came from, as it was, and returns once Kafka has it. */
    void resend(DeadLetter letter, @Nullable byte[] key, Headers headers) {
        Map<String, Object> settings = settings();
        settings.put("acks", "all");
        settings.put("max.block.ms", PATIENCE.toMillis());
        settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(letter.origin(), null, null, key, letter.payload(), headers))
                    .get();
        } catch (KafkaException | ExecutionException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    /** The same record again, with key and headers as they came. */
    @Nullable
    ConsumerRecord<byte[], byte[]> raw(Place place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        Instant deadline = Instant.now().plus(PATIENCE);
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    return record.offset() == place.offset() ? record : null;
                }
            }
            throw away();
        } catch (KafkaException e) {
            throw away();
        }
    }

    /** Headers without the complaint. */
    static Headers original(Headers headers) {
        List<Header> kept = Stream.of(headers.toArray())
                .filter(header -> !header.key().startsWith(COMPLAINT))
                .toList();
        return new RecordHeaders(kept);
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        String origin = record.topic().substring(0, record.topic().length() - Topics.DEAD_LETTER_SUFFIX.length());
        return new DeadLetter(
                new Place(record.topic(), record.partition(), record.offset()),
                origin,
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), UTF_8),
                headers.get("ce_type"),
                headers.getOrDefault(REASON, "not said"),
                headers,
                record.value() == null ? new byte[0] : record.value());
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, description.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw away();
                }
            } catch (TimeoutException e) {
                throw away();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw away();
            }
        });
        return found;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try {
            admin.listOffsets(wanted)
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        } catch (ExecutionException | TimeoutException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put("client.id", "image-api-dead-letters");
        settings.put("request.timeout.ms", 5_000);
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("enable.auto.commit", false);
        return settings;
    }

    private static ProblemException away() {
        return ProblemException.unavailable("Kafka does not answer.", PATIENCE.toSeconds());
    }
}
