package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Query parameters that narrow a list (spec: images, 4.2): attributes by their rules, any other name is a custom property. */
final class Filters {
    /** Said elsewhere: paging, order and the visible set. {@code deleted} is ignored. */
    private static final Set<String> NO_FILTERS = Set.of(
            "limit", "marker", "sort", "sort_key", "sort_dir", "visibility", "member_status", "os_hidden", "deleted");

    private static final Set<String> LISTED = Set.of("name", "status", "container_format", "disk_format");
    private static final Set<String> EQUAL = Set.of("owner", "checksum", "os_hash_value", "os_hash_algo");
    private static final Set<String> NUMBERS = Set.of("size", "virtual_size", "min_ram", "min_disk");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Filters() {}

    /**
     * @param readable whether the caller may know of a custom property: a filter on another one matches nothing (spec: policy, section 8)
     * @throws ProblemException 400 that names the parameter
     */
    static List<Condition> of(Query query, Predicate<String> readable) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(hidden(query));
        for (Query.Parameter parameter : query.parameters()) {
            if (!NO_FILTERS.contains(parameter.name())) {
                conditions.add(one(parameter.name(), parameter.value(), readable));
            }
        }
        return conditions;
    }

    private static Condition hidden(Query query) {
        String value = query.last("os_hidden").orElse("false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw ProblemException.badRequest("Filter 'os_hidden' must be true or false.");
        }
        return Condition.of(value.equalsIgnoreCase("true") ? "i.os_hidden" : "not i.os_hidden");
    }

    private static Condition one(String name, String value, Predicate<String> readable) {
        if (LISTED.contains(name)) {
            return oneOf(name, FilterValue.parse(name, value));
        }
        if (EQUAL.contains(name)) {
            return Condition.of("i.%s = ?".formatted(name), value);
        }
        if (NUMBERS.contains(name)) {
            return compared(name, "=", number(name, value));
        }
        return switch (name) {
            case "id" -> ids(value);
            case "protected" -> isProtected(value);
            case "tag" -> Condition.of("i.tags @> ?", (Object) new String[] {value});
            case "created_at", "updated_at" -> TimeFilter.of(name, value);
            case "size_min", "virtual_size_min", "min_ram_min", "min_disk_min" -> bound(name, ">=", value);
            case "size_max", "virtual_size_max", "min_ram_max", "min_disk_max" -> bound(name, "<=", value);
            case "changes-since" -> changesSince(value);
            default -> readable.test(name) ? property(name, value) : Condition.of("false");
        };
    }

    /** Said as the order says it, because so do the indexes; an absent value is no empty one, though. */
    private static Condition oneOf(String name, List<String> values) {
        String present = expression(name) + " %s and i." + name + " is not null";
        return values.size() == 1
                ? Condition.of(present.formatted("= ?"), values.getFirst())
                : Condition.of(present.formatted("= any(?)"), (Object) values.toArray(String[]::new));
    }

    /**
     * Of a column that the order takes for zero where it is absent, both are compared: an index answers the expression, and the column tells
     * the planner that absent values, all of them zero to the expression, do not count.
     */
    private static Condition compared(String name, String sign, long number) {
        String column = "i." + name;
        String expression = expression(name);
        return expression.equals(column)
                ? Condition.of("%s %s ?".formatted(column, sign), number)
                : Condition.of("%1$s %3$s ? and %2$s %3$s ?".formatted(expression, column, sign), number, number);
    }

    private static String expression(String name) {
        return SortKey.of(name).map(SortKey::expression).orElse("i." + name);
    }

    private static Condition ids(String value) {
        UUID[] ids = FilterValue.parse("id", value).stream()
                .flatMap(id -> ImageId.parse(id).stream())
                .toArray(UUID[]::new);
        return Condition.of("i.id = any(?)", (Object) ids);
    }

    private static Condition isProtected(String value) {
        return switch (value) {
            case "true" -> Condition.of("i.protected");
            case "false" -> Condition.of("not i.protected");
            default -> throw ProblemException.badRequest("Filter 'protected' must be true or false.");
        };
    }

    private static Condition bound(String name, String sign, String value) {
        return compared(name.substring(0, name.length() - "_min".length()), sign, number(name, value));
    }

    private static Condition changesSince(String value) {
        if (!value.isEmpty()) {
            throw ProblemException.badRequest("Filter 'changes-since' is not supported.");
        }
        return Condition.of("true");
    }

    private static Condition property(String name, String value) {
        try {
            return Condition.of("i.properties @> ?::jsonb", JSON.writeValueAsString(Map.of(name, value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("Filter '%s' must be an integer.".formatted(name));
        }
    }
}
