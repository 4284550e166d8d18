package io.vitrine.storegateway.removal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.command.StoreDelete;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class StoreCommandTest {
    private static final String TYPE = "store.delete.v1";
    private final ObjectReader json = new ObjectMapper().readerFor(StoreDelete.class);

    @Test
    void goldenSampleIsRead() throws IOException {
        // Given
        byte[] sample = StoreDelete.class
                .getResourceAsStream("/samples/store.delete.v1.json")
                .readAllBytes();
        // When
        StoreCommand read = read(TYPE, sample);
        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        StoreCommand.Readable.class,
                        readable -> assertThat(readable.command())
                                .satisfies(command ->
                                        assertThat(command.objectName()).startsWith(command.imageId() + ".")));
    }

    @Test
    void fieldsOfANewerReleaseAreNoObstacle() {
        // When
        StoreCommand read = read(
                TYPE,
                "{\"image_id\":\"%s\",\"location_id\":1,\"store\":\"fast\",\"generation\":2,\"tomorrow\":{}}"
                        .formatted(UUID.randomUUID())
                        .getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(read).isInstanceOf(StoreCommand.Readable.class);
    }

    @Test
    void whatIsNoCommandIsUnreadable() {
        // Given
        byte[] whole = "{\"image_id\":\"%s\",\"store\":\"fast\"}"
                .formatted(UUID.randomUUID())
                .getBytes(StandardCharsets.UTF_8);
        // When, Then
        assertThat(read(TYPE, whole)).isInstanceOf(StoreCommand.Readable.class);
        assertUnreadable(read(null, whole));
        assertUnreadable(read("store.delete.v2", whole));
        assertUnreadable(read("import.run.v1", whole));
        assertUnreadable(read(TYPE, null));
        for (String text : new String[] {
            "", "null", "[]", "{}", "{\"store\":\"fast\"}", "\u0000", "{\"image_id\":\"x\",\"store\":\"fast\"}"
        }) {
            assertUnreadable(read(TYPE, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void assertUnreadable(StoreCommand read) {
        assertThat(read).isInstanceOf(StoreCommand.Unreadable.class);
    }

    private StoreCommand read(String type, byte[] body) {
        RecordHeaders headers = new RecordHeaders();
        if (type != null) {
            headers.add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
        }
        return StoreCommand.read(headers, body, json);
    }
}
