package io.vitrine.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One agreed example of every message, and its JSON Schema (2020-12). A producer's test shows that what it sends satisfies the schema; a
 * consumer's test reads the sample.
 */
public final class GoldenSamples {
    private static final Pattern EVENT_TYPE = Pattern.compile("[a-z]+(\\.[a-z]+)+\\.v\\d+");

    private GoldenSamples() {}

    /** @param type a {@link MessageType} */
    public static String sample(String type) {
        return resource("/samples/" + type + ".json");
    }

    /** @param type a {@link MessageType} */
    public static String schema(String type) {
        String event = "/schemas/events/" + type + ".json";
        return resource(GoldenSamples.class.getResource(event) != null ? event : "/schemas/commands/" + type + ".json");
    }

    /** JSON Schema of a public event; empty for anything else, whatever it is called. */
    public static Optional<String> eventSchema(String type) {
        boolean known = EVENT_TYPE.matcher(type).matches()
                && GoldenSamples.class.getResource("/schemas/events/" + type + ".json") != null;
        return known ? Optional.of(resource("/schemas/events/" + type + ".json")) : Optional.empty();
    }

    private static String resource(String name) {
        try (InputStream in = GoldenSamples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such message type: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
