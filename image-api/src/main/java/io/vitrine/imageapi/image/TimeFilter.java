package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * {@code created_at=gt:2026-01-01T00:00:00Z} and its like; a time without an operator must be met exactly. Times are shown in seconds, and what
 * is shown must be found again: the fraction of a second that a row holds does not count. It is said as bounds, which an index answers.
 */
final class TimeFilter {
    private static final int LAST_YEAR = 9999;

    private TimeFilter() {}

    /** @param column a name from our own list */
    static Condition of(String column, String text) {
        int colon = text.indexOf(':');
        String operator = colon < 0 ? "" : text.substring(0, colon);
        boolean named = !operator.isEmpty() && operator.chars().allMatch(Character::isLetter);
        OffsetDateTime time = time(column, named ? text.substring(colon + 1) : text);
        OffsetDateTime second = time.truncatedTo(ChronoUnit.SECONDS);
        OffsetDateTime next = second.plusSeconds(1);
        OffsetDateTime notBefore = time.equals(second) ? second : next;
        return switch (named ? operator : "eq") {
            case "gt" -> Condition.of("i.%s >= ?".formatted(column), next);
            case "gte" -> Condition.of("i.%s >= ?".formatted(column), notBefore);
            case "lt" -> Condition.of("i.%s < ?".formatted(column), notBefore);
            case "lte" -> Condition.of("i.%s < ?".formatted(column), next);
            case "eq" -> Condition.of("i.%1$s >= ? and i.%1$s < ?".formatted(column), notBefore, next);
            case "neq" -> Condition.of("not (i.%1$s >= ? and i.%1$s < ?)".formatted(column), notBefore, next);
            default ->
                throw ProblemException.badRequest(
                        "Filter '%s' knows the operators gt, gte, lt, lte, eq and neq.".formatted(column));
        };
    }

    private static OffsetDateTime time(String column, String text) {
        try {
            OffsetDateTime time = parse(text);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return time;
            }
        } catch (DateTimeException e) {
            // The same answer as for a year that no database knows.
        }
        throw ProblemException.badRequest("Filter '%s' must be a time as ISO 8601 writes it.".formatted(column));
    }

    private static OffsetDateTime parse(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d");
        return zoned
                ? OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
    }
}
