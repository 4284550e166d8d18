package io.vitrine.imageapi.location;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.imageapi.key.KeyResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Hears what became of commands. A record is acknowledged after its effect is committed; one that nobody can read goes to the dead-letter
 * topic at once.
 */
@ApplicationScoped
public class ResultsConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ResultsConsumer.class);
    /** A database away for longer loses this record to the dead-letter topic; its command is repeated and answered anew. */
    private static final int ATTEMPTS = 40;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final StoreResults stores;
    private final KeyResults keys;
    private final ObjectMapper json;

    ResultsConsumer(StoreResults stores, KeyResults keys, ObjectMapper json) {
        this.stores = stores;
        this.keys = keys;
        this.json = json;
    }

    @Incoming("results")
    @RunOnVirtualThread
    public void consume(ConsumerRecord<String, byte[]> result) throws IOException, InterruptedException {
        Runnable effect = read(result);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                effect.run();
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                place(LOG.atWarn(), result)
                        .setCause(e)
                        .addKeyValue("attempt", attempt)
                        .log("a result cannot be applied now");
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** @throws IOException when nobody can read it */
    private Runnable read(ConsumerRecord<String, byte[]> result) throws IOException {
        Header type = result.headers().lastHeader(CloudEventHeaders.TYPE);
        String word = type == null ? "" : new String(type.value(), UTF_8);
        try {
            return switch (word) {
                case MessageType.STORE_DELETE_DONE -> {
                    StoreDeleteDone done = json.readValue(result.value(), StoreDeleteDone.class);
                    yield () -> stores.apply(done);
                }
                case MessageType.KEY_DELETE_DONE -> {
                    KeyDeleteDone done = json.readValue(result.value(), KeyDeleteDone.class);
                    yield () -> keys.apply(done);
                }
                default -> throw new IOException("no result of ours has this type: " + word);
            };
        } catch (IOException | IllegalArgumentException e) {
            place(LOG.atError(), result).log("a result is unreadable and goes to the dead-letter topic");
            throw e;
        }
    }

    private static LoggingEventBuilder place(LoggingEventBuilder line, ConsumerRecord<String, byte[]> result) {
        return line.addKeyValue("topic", result.topic())
                .addKeyValue("partition", result.partition())
                .addKeyValue("offset", result.offset());
    }
}
