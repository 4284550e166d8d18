package io.vitrine.imageapi.image;

import java.util.Locale;
import java.util.Optional;

/** What lists can be sorted by. Absent values sort as empty or zero, in the order and in the comparison with a marker alike. */
enum SortKey {
    NAME("coalesce(i.name, '')", "text"),
    STATUS("i.status", "text"),
    CONTAINER_FORMAT("coalesce(i.container_format, '')", "text"),
    DISK_FORMAT("coalesce(i.disk_format, '')", "text"),
    SIZE("coalesce(i.size, 0)", "bigint"),
    CREATED_AT("i.created_at", "timestamptz"),
    UPDATED_AT("i.updated_at", "timestamptz"),
    ID("i.id", "uuid");

    private final String expression;
    private final String type;

    SortKey(String expression, String type) {
        this.expression = expression;
        this.type = type;
    }

    static Optional<SortKey> of(String word) {
        for (SortKey key : values()) {
            if (key.word().equals(word)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String expression() {
        return expression;
    }

    /** A value of this key that was read as text. */
    String placeholder() {
        return "?::" + type;
    }
}
