package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a filter: {@code v}, {@code eq:v} or {@code in:v1,v2,"v,3"} (spec: images, 4.2). In a list, double quotes protect commas and
 * a backslash inside them protects the next character.
 */
final class FilterValue {
    private static final int MAX_VALUES = 100;

    private FilterValue() {}

    /** The values that match, at least one. */
    static List<String> parse(String parameter, String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return List.of(text);
        }
        // A list may start with a quote, and an operator never does.
        String operator = text.substring(0, colon);
        String rest = text.substring(colon + 1);
        return switch (operator) {
            case "eq" -> List.of(rest);
            case "in" -> list(parameter, rest);
            default ->
                throw ProblemException.badRequest(
                        "Filter '%s' has an unknown operator; write eq: before a value with a colon."
                                .formatted(parameter));
        };
    }

    private static List<String> list(String parameter, String text) {
        List<String> values = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(parameter, text, at, values);
            } else {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                if (text.substring(at, end).indexOf('"') >= 0) {
                    throw quotes(parameter);
                }
                values.add(text.substring(at, end));
                at = end + 1;
            }
        }
        if (values.size() > MAX_VALUES) {
            throw ProblemException.badRequest(
                    "Filter '%s' lists more than %d values.".formatted(parameter, MAX_VALUES));
        }
        return values;
    }

    /** @return where the next value begins */
    private static int quoted(String parameter, String text, int start, List<String> values) {
        StringBuilder value = new StringBuilder();
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                value.append(text.charAt(++at));
            } else if (c == '"') {
                if (at + 1 < text.length() && text.charAt(at + 1) != ',') {
                    throw quotes(parameter);
                }
                values.add(value.toString());
                return at + 2;
            } else {
                value.append(c);
            }
        }
        throw quotes(parameter);
    }

    private static ProblemException quotes(String parameter) {
        return ProblemException.badRequest("Filter '%s' has a quote in the wrong place.".formatted(parameter));
    }
}
