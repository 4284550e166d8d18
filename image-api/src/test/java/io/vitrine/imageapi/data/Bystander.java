package io.vitrine.imageapi.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, as any consumer could. */
public final class Bystander implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public Bystander(String topic) {
        String kafka = TestComponents.ensure(Component.KAFKA).kafka();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records of one key, in order, once the condition holds for them. */
    public List<ConsumerRecord<String, byte[]>> await(
            Object key, Predicate<List<ConsumerRecord<String, byte[]>>> condition) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .until(() -> of(key), condition::test);
    }

    /** The types of one key's records, once there are so many. */
    public List<String> types(Object key, int atLeast) {
        return await(key, records -> records.size() >= atLeast).stream()
                .map(r -> header(r, CloudEventHeaders.TYPE))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> of(Object key) {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream().filter(r -> key.toString().equals(r.key())).toList();
    }

    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
