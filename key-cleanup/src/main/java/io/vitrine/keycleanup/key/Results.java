package io.vitrine.keycleanup.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.KeyDeleteDone;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Tells image-api what became of a command, as a CloudEvent in binary mode. */
@ApplicationScoped
public class Results {
    static final String SOURCE = "/image-service/key-cleanup";
    /** What a result takes over from its command, so that both are found together. */
    private static final List<String> CARRIED_OVER = List.of(CloudEventHeaders.REQUEST_ID, "traceparent", "tracestate");

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final MutinyEmitter<byte[]> emitter;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    Results(@Channel("key-results") MutinyEmitter<byte[]> emitter, ObjectMapper json) {
        this.emitter = emitter;
        this.json = json;
    }

    /**
     * Returns when Kafka has acknowledged the result, however long Kafka is away: a result that is not reported must not let its command
     * be acknowledged. Ends early only with the process, and then the command comes again.
     */
    void report(KeyDeleteDone done, Headers command) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(done.imageId().toString())
                .withHeaders(headers(done, command))
                .build();
        emitter.sendMessage(Message.of(bytes(done)).addMetadata(metadata))
                .onFailure()
                .retry()
                .withBackOff(BETWEEN_ATTEMPTS, LONGEST_WAIT)
                .indefinitely()
                .await()
                .indefinitely();
    }

    private RecordHeaders headers(KeyDeleteDone done, Headers command) {
        var headers = new RecordHeaders();
        put(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
        put(headers, CloudEventHeaders.ID, UUID.randomUUID().toString());
        put(headers, CloudEventHeaders.SOURCE, SOURCE);
        put(headers, CloudEventHeaders.TYPE, MessageType.KEY_DELETE_DONE);
        put(headers, CloudEventHeaders.SUBJECT, done.imageId().toString());
        put(
                headers,
                CloudEventHeaders.TIME,
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
        put(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
        for (String name : CARRIED_OVER) {
            var header = command.lastHeader(name);
            if (header != null) {
                headers.add(name, header.value());
            }
        }
        return headers;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes(KeyDeleteDone done) {
        try {
            return json.writeValueAsBytes(done);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always JSON", e);
        }
    }
}
