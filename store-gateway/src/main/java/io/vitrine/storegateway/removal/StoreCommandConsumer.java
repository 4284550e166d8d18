package io.vitrine.storegateway.removal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.contracts.command.StoreDeleteDone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes several commands at once, in any order: none changes what another finds. A command is acknowledged when Kafka has its result, so a
 * death in between repeats it, and a repeated delete finds the bytes gone. What nobody can read goes to the dead-letter topic.
 */
@ApplicationScoped
public class StoreCommandConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCommandConsumer.class);

    private final Remover remover;
    private final Results results;
    private final ObjectReader json;

    @Inject
    StoreCommandConsumer(Remover remover, Results results, ObjectMapper json, RemovalConfig config) {
        if (config.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "The setting 'images.delete.concurrency' must be at least 1, and '%d' is not."
                            .formatted(config.concurrency()));
        }
        this.remover = remover;
        this.results = results;
        this.json = json.readerFor(StoreDelete.class);
    }

    /** How many run at once is {@link RemovalConfig#concurrency()}, by way of the property {@code smallrye.messaging.worker.<virtual-thread>.max-concurrency}. */
    @Incoming("store-commands")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    public CompletionStage<Void> consume(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> record =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return switch (StoreCommand.read(record.getHeaders(), message.getPayload(), json)) {
            case StoreCommand.Readable(StoreDelete command) -> carryOut(command, record, message);
            case StoreCommand.Unreadable(String reason) -> {
                LOG.atError()
                        .addKeyValue("topic", record.getTopic())
                        .addKeyValue("partition", record.getPartition())
                        .addKeyValue("offset", record.getOffset())
                        .addKeyValue("reason", reason)
                        .log("A store command is unreadable and goes to the dead-letter topic");
                yield message.nack(new UnreadableCommand(reason));
            }
        };
    }

    private CompletionStage<Void> carryOut(
            StoreDelete command, IncomingKafkaRecordMetadata<?, ?> record, Message<byte[]> message) {
        StoreDeleteDone done = remover.remove(command);
        try {
            results.report(done, record.getHeaders());
        } catch (RuntimeException e) {
            // The process ends. Neither acknowledged nor a dead letter: the command comes again, to whoever takes over
            // the partition.
            LOG.atWarn()
                    .addKeyValue("imageId", command.imageId())
                    .addKeyValue("reason", String.valueOf(e))
                    .log("A result was not reported; its command will be carried out again");
            return CompletableFuture.completedFuture(null);
        }
        return message.ack();
    }

    /** Its name and message become headers of the dead letter. */
    static final class UnreadableCommand extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableCommand(String reason) {
            super(reason);
        }
    }
}
