package io.vitrine.imageapi.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox: one relay in the whole system, in the order of {@code seq}, each message at least once and always under the same id
 * (spec: events, sections 5 and 6). Kafka's absence holds up this thread and nothing else.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final AgroalDataSource dataSource;
    private final OutboxTable table;
    private final MessageProducers producers;
    private final RelaySignal signal;
    private final OutboxConfig config;
    private final EventsConfig events;
    private @Nullable Thread thread;

    OutboxRelay(
            AgroalDataSource dataSource,
            OutboxTable table,
            MessageProducers producers,
            RelaySignal signal,
            OutboxConfig config,
            EventsConfig events) {
        this.dataSource = dataSource;
        this.table = table;
        this.producers = producers;
        this.signal = signal;
        this.config = config;
        this.events = events;
    }

    void start(@Observes StartupEvent event) {
        if (config.relay()) {
            thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        try {
            while (true) {
                try (Connection connection = dataSource.getConnection()) {
                    lead(connection);
                } catch (SQLException | KafkaException e) {
                    LOG.atWarn()
                            .addKeyValue("cause", String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()))
                            .log("messages wait: cannot publish them now");
                } catch (RuntimeException e) {
                    // Nobody else publishes: whatever this was, the next round is tried.
                    LOG.atError().setCause(e).log("messages wait: the relay failed and starts over");
                }
                Thread.sleep(config.poll());
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("the relay stops with its process");
        }
    }

    /** Publishes for as long as this session holds the lock and nothing fails; returns at once when another replica holds it. */
    private void lead(Connection connection) throws SQLException, InterruptedException {
        if (!table.tryLead(connection)) {
            return;
        }
        try {
            publishUntilItFails(connection);
        } finally {
            table.stopLeading(connection);
        }
    }

    private void publishUntilItFails(Connection connection) throws SQLException, InterruptedException {
        Producer<String, byte[]> producer = producers.open();
        try {
            while (true) {
                if (publish(connection, producer) < config.batch()) {
                    signal.await(config.poll().toMillis());
                }
            }
        } finally {
            // Without waiting: what is still on its way is in the table and goes out again.
            producer.close(Duration.ZERO);
        }
    }

    private int publish(Connection connection, Producer<String, byte[]> producer)
            throws SQLException, InterruptedException {
        List<OutboxMessage> messages = table.next(connection, config.batch());
        if (messages.isEmpty()) {
            return 0;
        }
        List<Future<RecordMetadata>> sent = send(messages, producer);
        int acknowledged = 0;
        try {
            for (Future<RecordMetadata> future : sent) {
                future.get();
                acknowledged++;
            }
        } catch (ExecutionException e) {
            if (!canNeverBeAccepted(e.getCause())) {
                throw new KafkaException("a message was not accepted", e.getCause());
            }
            park(connection, messages.get(acknowledged), String.valueOf(e.getCause()));
        } finally {
            if (acknowledged > 0) {
                table.delete(connection, messages.subList(0, acknowledged));
            }
        }
        return acknowledged;
    }

    /** The same record would be refused for ever, and nothing behind it would go out. */
    private static boolean canNeverBeAccepted(@Nullable Throwable cause) {
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
    }

    private void park(Connection connection, OutboxMessage message, String reason) throws SQLException {
        table.park(connection, message, reason);
        LOG.atError()
                .addKeyValue("seq", message.seq())
                .addKeyValue("type", message.type())
                .addKeyValue("key", message.key())
                .addKeyValue("cause", reason)
                .log("a message was set aside: Kafka never accepts it");
    }

    /** Stops at the first message that is refused at once: its successors must not overtake it. */
    private List<Future<RecordMetadata>> send(List<OutboxMessage> messages, Producer<String, byte[]> producer) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
        for (OutboxMessage message : messages) {
            Future<RecordMetadata> future = producer.send(message.toRecord(events));
            sent.add(future);
            if (future.isDone() && future.state() == Future.State.FAILED) {
                break;
            }
        }
        return sent;
    }
}
