package io.vitrine.importworker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vitrine.contracts.command.ImportRun;
import io.vitrine.importworker.log.LogKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is woken by commands. A record is acknowledged when a free slot has asked for the next job, so what waits for a slot stays in the
 * topic, where its lag tells how many workers are missing. A wake-up that finds image-api away is used up all the same: the job stands in
 * its row, and the next poll finds it.
 */
@ApplicationScoped
public class WakeUpConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(WakeUpConsumer.class);

    private final Worker worker;
    private final ObjectReader reader;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    WakeUpConsumer(Worker worker, ObjectMapper json) {
        this.worker = worker;
        this.reader = json.readerFor(ImportRun.class);
    }

    /** The next record comes when the returned stage is complete. */
    @Incoming("import-commands")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<byte[]> message) {
        var record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return switch (WakeUp.read(record.getHeaders(), message.getPayload(), reader)) {
            case WakeUp.Valid(ImportRun command) ->
                CompletableFuture.supplyAsync(this::wake, threads)
                        .thenCompose(used -> used ? message.ack() : new CompletableFuture<>());
            case WakeUp.Unreadable(String reason) -> {
                LOG.atError()
                        .addKeyValue(LogKeys.PARTITION, record.getPartition())
                        .addKeyValue(LogKeys.OFFSET, record.getOffset())
                        .addKeyValue(LogKeys.REASON, reason)
                        .log("An import command is unreadable and goes to the dead-letter topic");
                yield message.nack(new IllegalArgumentException(reason));
            }
        };
    }

    private boolean wake() {
        try {
            return worker.wake();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
