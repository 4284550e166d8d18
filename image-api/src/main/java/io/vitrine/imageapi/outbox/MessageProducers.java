package io.vitrine.imageapi.outbox;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the relay's producer. A plain one, not a messaging channel: the relay must know which records of a batch are acknowledged, must
 * stop at the first that is not, and writes to topics that a row names.
 */
@ApplicationScoped
class MessageProducers {
    private final Map<String, Object> connection;

    MessageProducers(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /** @throws org.apache.kafka.common.KafkaException when no broker's name resolves; another attempt may work */
    Producer<String, byte[]> open() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "image-api-outbox");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        // A record never expires on its way: were one given up while its successor still goes out, the order would be
        // lost.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // So long a topic may be unknown before the relay starts over with the same message.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
