package io.vitrine.keycleanup.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.command.KeyDelete;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCommandTest {
    private static final String IMAGE = "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";
    private static final String KEY = "6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77";
    private static final ObjectReader READER = new ObjectMapper().readerFor(KeyDelete.class);

    private static KeyCommand read(String type, String value) {
        var headers = new RecordHeaders();
        if (type != null) {
            headers.add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
        }
        return KeyCommand.read(headers, value == null ? null : value.getBytes(StandardCharsets.UTF_8), READER);
    }

    @Test
    void aCommandIsReadWithFieldsOfALaterReleaseIgnored() {
        KeyCommand command = read("key.delete.v1", """
                {"image_id": "%s", "key_id": "%s", "project_id": "p", "requested_by": "u", "attempt": 3, "new": [1]}
                """.formatted(IMAGE, KEY));

        assertThat(command)
                .isEqualTo(new KeyCommand.Valid(
                        new KeyDelete(UUID.fromString(IMAGE), UUID.fromString(KEY), "p", "u", null, 3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            -               | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77", "attempt": 1}
            key.delete.v2   | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77", "attempt": 1}
            store.delete.v1 | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77", "attempt": 1}
            key.delete.v1   | -
            key.delete.v1   | not json
            key.delete.v1   | null
            key.delete.v1   | []
            key.delete.v1   | {}
            key.delete.v1   | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}
            key.delete.v1   | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "../../v1/orders"}
            key.delete.v1   | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "https://evil.example/v1/secrets/6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77"}
            key.delete.v1   | {"image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_id": "6f6b3d0e-7c5a-4c53-9f0b-3f6f4f1f2a77", "attempt": "x"}
            """)
    void whatIsNoCommandOfOursIsUnreadableAndNotQuoted(String type, String value) {
        assertThat(read(type, value))
                .isInstanceOfSatisfying(
                        KeyCommand.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).doesNotContain("6f6b3d0e", "evil"));
    }
}
