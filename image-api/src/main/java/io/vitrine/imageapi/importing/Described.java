package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.WireRecord;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What imports write into the metadata of their images, with what stood there before: a failed import takes it back (spec: imports, section
 * 2.3), unless somebody has written something else since. In the caller's transaction, with the image locked.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Described {
    static final String DISK_FORMAT = "disk_format";
    static final String CONTAINER_FORMAT = "container_format";

    private static final String READ = "select described from tasks where id = ? and described is not null";
    private static final String WRITE = "update tasks set described = ?::jsonb where id = ?";
    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};

    /** Of one attribute or property; null when it is not there. */
    @WireRecord
    record Change(
            String name, @Nullable String before, @Nullable String after) {}

    private final Sql sql;
    private final ObjectMapper json;

    Described(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * Writes values into the image.
     *
     * @param values by the names of formats and properties
     * @return names of those that changed
     */
    List<String> apply(ImageRow image, UUID task, Map<String, String> values) {
        Map<String, Change> changes = new LinkedHashMap<>();
        load(task).forEach(change -> changes.put(change.name(), change));
        List<String> changed = new ArrayList<>();
        values.forEach((name, value) -> {
            String now = get(image, name);
            if (!value.equals(now)) {
                Change earlier = changes.get(name);
                changes.put(name, new Change(name, earlier == null ? now : earlier.before(), value));
                set(image, name, value);
                changed.add(name);
            }
        });
        if (!changed.isEmpty()) {
            sql.update(WRITE, write(List.copyOf(changes.values())), task);
        }
        return changed;
    }

    void takeBack(ImageRow image, UUID task) {
        for (Change change : load(task)) {
            if (Objects.equals(get(image, change.name()), change.after())) {
                set(image, change.name(), change.before());
            }
        }
    }

    private static @Nullable String get(ImageRow image, String name) {
        return switch (name) {
            case DISK_FORMAT -> image.diskFormat;
            case CONTAINER_FORMAT -> image.containerFormat;
            default -> image.properties.get(name);
        };
    }

    private static void set(ImageRow image, String name, @Nullable String value) {
        switch (name) {
            case DISK_FORMAT -> image.diskFormat = value;
            case CONTAINER_FORMAT -> image.containerFormat = value;
            default -> {
                Map<String, String> properties = new LinkedHashMap<>(image.properties);
                if (value == null) {
                    properties.remove(name);
                } else {
                    properties.put(name, value);
                }
                image.properties = properties;
            }
        }
    }

    private List<Change> load(UUID task) {
        return sql.first(READ, row -> row.getString("described"), task)
                .map(this::read)
                .orElse(List.of());
    }

    private List<Change> read(String text) {
        try {
            return json.readValue(text, CHANGES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the changes of a task are what we wrote", e);
        }
    }

    private String write(List<Change> changes) {
        try {
            return json.writeValueAsString(changes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written", e);
        }
    }
}
