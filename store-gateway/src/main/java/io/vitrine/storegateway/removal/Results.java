package io.vitrine.storegateway.removal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.StoreDeleteDone;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reports what became of commands, as CloudEvents in binary mode. */
@Singleton
public class Results {
    private static final String SOURCE = "/image-service/vitrine/store-gateway";
    /** What ties a result to the request that began it all. */
    private static final List<String> PASSED_ON = List.of(CloudEventHeaders.REQUEST_ID, "traceparent", "tracestate");

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final MutinyEmitter<byte[]> channel;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    @Inject
    Results(@Channel("store-results") MutinyEmitter<byte[]> channel, ObjectMapper json) {
        this.channel = channel;
        this.json = json;
    }

    /**
     * Returns once Kafka has the result, however long that takes. Before that the command must not be acknowledged: whoever dies here
     * leaves it to be carried out again.
     */
    void report(StoreDeleteDone done, Headers command) {
        OutgoingKafkaRecordMetadata<String> record = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(done.imageId().toString())
                .withHeaders(headers(done, command))
                .build();
        byte[] body = body(done);
        channel.sendMessage(Message.of(body).addMetadata(record))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .await()
                .indefinitely();
    }

    private RecordHeaders headers(StoreDeleteDone done, Headers command) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, CloudEventHeaders.SPEC_VERSION, "1.0");
        add(headers, CloudEventHeaders.ID, UUID.randomUUID().toString());
        add(headers, CloudEventHeaders.SOURCE, SOURCE);
        add(headers, CloudEventHeaders.TYPE, MessageType.STORE_DELETE_DONE);
        add(headers, CloudEventHeaders.SUBJECT, done.imageId().toString());
        String now = clock.instant().truncatedTo(ChronoUnit.MICROS).toString();
        add(headers, CloudEventHeaders.TIME, now);
        add(headers, CloudEventHeaders.CONTENT_TYPE, "application/json");
        for (String name : PASSED_ON) {
            Header header = command.lastHeader(name);
            if (header != null) {
                headers.add(header);
            }
        }
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] body(StoreDeleteDone done) {
        try {
            return json.writeValueAsBytes(done);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always JSON", e);
        }
    }
}
