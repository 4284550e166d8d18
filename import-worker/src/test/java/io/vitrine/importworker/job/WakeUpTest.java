package io.vitrine.importworker.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.command.ImportRun;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakeUpTest {
    private static final String ID = "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f";
    private static final ObjectReader READER = new ObjectMapper().readerFor(ImportRun.class);

    private static WakeUp read(String type, String value) {
        var headers = new RecordHeaders();
        if (type != null) {
            headers.add(CloudEventHeaders.TYPE, type.getBytes(StandardCharsets.UTF_8));
        }
        return WakeUp.read(headers, value == null ? null : value.getBytes(StandardCharsets.UTF_8), READER);
    }

    @Test
    void aCommandIsReadWithFieldsOfALaterReleaseIgnored() {
        UUID id = UUID.fromString(ID);

        assertThat(read("import.run.v1", "{\"task_id\": \"%s\", \"image_id\": \"%s\", \"new\": 1}".formatted(ID, ID)))
                .isEqualTo(new WakeUp.Valid(new ImportRun(id, id)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            -             | {"task_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}
            import.run.v2 | {"task_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}
            key.delete.v1 | {"task_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "image_id": "0d8f2c4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}
            import.run.v1 | -
            import.run.v1 | not json
            import.run.v1 | null
            import.run.v1 | {}
            import.run.v1 | {"task_id": "x", "image_id": "y"}
            """)
    void whatIsNoCommandOfOursIsUnreadable(String type, String value) {
        assertThat(read(type, value)).isInstanceOf(WakeUp.Unreadable.class);
    }
}
