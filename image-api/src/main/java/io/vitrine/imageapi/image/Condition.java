package io.vitrine.imageapi.image;

import java.util.List;

/**
 * One condition on a row of {@code images i}.
 *
 * @param sql made of constants only; whatever a caller sent stands in {@code values}
 */
record Condition(String sql, List<Object> values) {
    Condition {
        values = List.copyOf(values);
    }

    static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }
}
