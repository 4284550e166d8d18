package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.WireRecord;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.location.ValidationData;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tasks of type {@code location_import}: what they are to do. They run as all tasks do. */
@ApplicationScoped
class LocationTasks {
    private static final String INPUT = "select input from tasks where id = ? and type = 'location_import'";

    /** As users see it (spec: imports, section 6). */
    @WireRecord
    record Input(UUID imageId, String locUrl, @Nullable ValidationData validationData) {}

    private final Sql sql;
    private final ObjectMapper json;
    private final Tasks tasks;

    LocationTasks(Sql sql, ObjectMapper json, Tasks tasks) {
        this.tasks = tasks;
        this.sql = sql;
        this.json = json;
    }

    void add(UUID id, Caller caller, @Nullable String requestId, Input input) {
        tasks.add(new NewTask(
                id,
                NewTask.LOCATION_IMPORT,
                input.imageId(),
                NewTask.ownerOf(caller),
                caller.userId(),
                requestId,
                input,
                null));
    }

    /** Empty for a task of another type. */
    Optional<Input> find(UUID id) {
        return sql.first(INPUT, row -> read(row.getString("input")), id);
    }

    private Input read(String text) {
        try {
            return json.readValue(text, Input.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the input of a task is what we wrote", e);
        }
    }
}
