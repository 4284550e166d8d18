package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** {@code created_at=gt:2026-01-01T00:00:00Z} and its like; a time without an operator must be met exactly. */
final class TimeFilter {
    private static final Map<String, String> SIGNS =
            Map.of("gt", ">", "gte", ">=", "lt", "<", "lte", "<=", "eq", "=", "neq", "<>");

    private TimeFilter() {}

    /** @param column a name from our own list */
    static Condition of(String column, String text) {
        int colon = text.indexOf(':');
        String operator = colon < 0 ? "" : text.substring(0, colon);
        boolean named = !operator.isEmpty() && operator.chars().allMatch(Character::isLetter);
        String sign = named ? SIGNS.get(operator) : "=";
        if (sign == null) {
            throw ProblemException.badRequest(
                    "Filter '%s' knows the operators gt, gte, lt, lte, eq and neq.".formatted(column));
        }
        // Times are shown in seconds: what is shown must be found again.
        return Condition.of(
                "date_trunc('second', i.%s) %s ?".formatted(column, sign),
                time(column, named ? text.substring(colon + 1) : text));
    }

    private static OffsetDateTime time(String column, String text) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
            }
            boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d");
            return zoned
                    ? OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("Filter '%s' must be a time as ISO 8601 writes it.".formatted(column));
        }
    }
}
