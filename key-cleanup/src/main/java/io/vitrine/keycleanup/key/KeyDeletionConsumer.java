package io.vitrine.keycleanup.key;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vitrine.contracts.command.KeyDelete;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one command after the other. A command is acknowledged after Kafka has its result, so a crash in between repeats it, and repeating
 * changes nothing: the key is already gone. What nobody can read goes to the dead-letter topic and the partition moves on.
 */
@ApplicationScoped
public class KeyDeletionConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDeletionConsumer.class);

    private final KeyCleaner cleaner;
    private final Results results;
    private final ObjectReader reader;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    KeyDeletionConsumer(KeyCleaner cleaner, Results results, ObjectMapper json) {
        this.cleaner = cleaner;
        this.results = results;
        this.reader = json.readerFor(KeyDelete.class);
    }

    /** The next record comes when the returned stage is complete. */
    @Incoming("key-commands")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<byte[]> message) {
        var record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return switch (KeyCommand.read(record.getHeaders(), message.getPayload(), reader)) {
            case KeyCommand.Valid(KeyDelete command) -> carryOut(command, record.getHeaders(), message);
            case KeyCommand.Unreadable(String reason) -> {
                LOG.atError()
                        .addKeyValue(LogKeys.PARTITION, record.getPartition())
                        .addKeyValue(LogKeys.OFFSET, record.getOffset())
                        .addKeyValue(LogKeys.REASON, reason)
                        .log("A key command is unreadable and goes to the dead-letter topic");
                yield message.nack(new IllegalArgumentException(reason));
            }
        };
    }

    private CompletionStage<Void> carryOut(KeyDelete command, Headers headers, Message<byte[]> message) {
        return CompletableFuture.runAsync(() -> results.report(cleaner.clean(command), headers), threads)
                .thenCompose(reported -> message.ack());
    }
}
