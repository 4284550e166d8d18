package io.vitrine.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vitrine.contracts.command.ImportRun;
import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.event.BadCopyData;
import io.vitrine.contracts.event.ImageData;
import io.vitrine.contracts.event.ImportProgress;
import io.vitrine.contracts.event.KeyData;
import io.vitrine.contracts.event.MemberData;
import io.vitrine.contracts.event.TaskData;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Record, schema and sample of every message type agree. */
class GoldenSamplesTest {
    private final ObjectMapper json = new ObjectMapper();

    static List<String> types() throws IllegalAccessException {
        List<String> types = new ArrayList<>();
        for (Field field : MessageType.class.getDeclaredFields()) {
            types.add((String) field.get(null));
        }
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void sampleSatisfiesItsSchema(String type) {
        assertThat(schema(type).validate(GoldenSamples.sample(type), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void recordReadsTheSampleAndWritesItBack(String type) throws Exception {
        // Given
        JsonNode sample = json.readTree(GoldenSamples.sample(type));

        // When
        String written = json.writeValueAsString(json.treeToValue(sample, recordOf(type)));

        // Then
        assertThat(json.readTree(written)).isEqualTo(sample);
        assertThat(schema(type).validate(written, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void recordIgnoresWhatALaterReleaseAdds(String type) throws Exception {
        ObjectNode sample = (ObjectNode) json.readTree(GoldenSamples.sample(type));
        sample.put("added_by_a_later_release", 1);

        assertThat(json.treeToValue(sample, recordOf(type))).isNotNull();
        assertThat(schema(type).validate(sample.toString(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void schemaRefusesAMessageThatLacksARequiredField(String type) throws Exception {
        for (JsonNode required : json.readTree(GoldenSamples.schema(type)).get("required")) {
            ObjectNode sample = (ObjectNode) json.readTree(GoldenSamples.sample(type));
            sample.remove(required.asText());

            assertThat(schema(type).validate(sample.toString(), InputFormat.JSON))
                    .as("without %s", required)
                    .isNotEmpty();
        }
    }

    private static Schema schema(String type) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(GoldenSamples.schema(type));
    }

    private static Class<? extends Record> recordOf(String type) {
        return switch (type) {
            case MessageType.IMPORT_RUN -> ImportRun.class;
            case MessageType.STORE_DELETE -> StoreDelete.class;
            case MessageType.STORE_DELETE_DONE -> StoreDeleteDone.class;
            case MessageType.KEY_DELETE -> KeyDelete.class;
            case MessageType.KEY_DELETE_DONE -> KeyDeleteDone.class;
            case MessageType.IMAGE_MEMBER_CREATE, MessageType.IMAGE_MEMBER_UPDATE, MessageType.IMAGE_MEMBER_DELETE ->
                MemberData.class;
            case MessageType.IMAGE_LOCATION_BAD -> BadCopyData.class;
            case MessageType.IMAGE_IMPORT_PROGRESS -> ImportProgress.class;
            default ->
                type.startsWith("task.")
                        ? TaskData.class
                        : type.startsWith("image.key.") ? KeyData.class : ImageData.class;
        };
    }
}
