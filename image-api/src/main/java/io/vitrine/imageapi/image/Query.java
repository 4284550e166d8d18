package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query in the order they came, repeated ones included: links to other pages must say them all again.
 *
 * @param parameters decoded
 */
public record Query(List<Parameter> parameters) {
    public record Parameter(String name, String value) {
        private String encoded() {
            return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    public Query {
        parameters = List.copyOf(parameters);
    }

    /** @throws ProblemException 400 for an escape that is none, or a NUL character */
    public static Query parse(@Nullable String raw) {
        List<Parameter> parameters = new ArrayList<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    String sent = equals < 0 ? pair : pair.substring(0, equals);
                    String name = decode(sent, sent);
                    parameters.add(new Parameter(name, equals < 0 ? "" : decode(name, pair.substring(equals + 1))));
                }
            }
        }
        return new Query(parameters);
    }

    /** The last one counts where only one makes sense. */
    public Optional<String> last(String name) {
        return all(name).reduce((first, second) -> second);
    }

    List<String> each(String name) {
        return all(name).toList();
    }

    /** Link to the page after this one, or to the first page. */
    public String link(String path, @Nullable String marker) {
        List<Parameter> kept = new ArrayList<>(parameters);
        kept.removeIf(parameter -> parameter.name().equals("marker"));
        if (marker != null) {
            kept.add(new Parameter("marker", marker));
        }
        return kept.isEmpty()
                ? path
                : path + kept.stream().map(Parameter::encoded).collect(Collectors.joining("&", "?", ""));
    }

    private Stream<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value);
    }

    private static String decode(String parameter, String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("Parameter '%s' is not percent-encoded correctly.".formatted(parameter));
        }
        if (decoded.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(
                    "Parameter '%s' holds a NUL character.".formatted(parameter.replace("\0", "")));
        }
        return decoded;
    }
}
