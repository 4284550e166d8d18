package io.vitrine.imageapi.outbox;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vitrine.contracts.GoldenSamples;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether what we send is what contracts promise. */
public final class EventSchemas {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private EventSchemas() {}

    /** @return what is wrong with a payload, empty when nothing is */
    public static List<String> violations(String type, byte[] payload) {
        return SCHEMAS
                .getSchema(GoldenSamples.schema(type))
                .validate(new String(payload, StandardCharsets.UTF_8), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
