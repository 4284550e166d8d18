package io.vitrine.imageapi.cli.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether a value can be what its key wants, by the same converters that services read it with. */
final class ValueCheck {
    /** Anything else would mean false without a word. */
    private static final Set<String> BOOLEANS =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0");

    private ValueCheck() {}

    /** What is wrong with a value, without the value where that is a secret. */
    static Optional<String> problem(KnownKey key, String value) {
        if (value.contains("${")) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            return key.byDefault() == null || key.isList()
                    ? Optional.empty()
                    : Optional.of("has no value; leave the line out for the default, " + key.byDefault());
        }
        List<String> items = key.isList()
                ? Stream.of(value.split("(?<!\\\\),")).map(String::strip).toList()
                : List.of(value.strip());
        return items.stream()
                .filter(item -> !fits(key, item))
                .findFirst()
                .map(item -> "must be %s, and %s is not"
                        .formatted(wanted(key), key.isSecret() ? "its value" : "'" + item + "'"));
    }

    private static boolean fits(KnownKey key, String item) {
        if (!key.values().isEmpty()) {
            return key.values().contains(item.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return switch (key.itemType()) {
            case "number" -> item.matches("[-+]?\\d{1,18}");
            case "true or false" -> BOOLEANS.contains(item.toLowerCase(Locale.ROOT));
            case "duration" -> converts(() -> DurationConverter.parseDuration(item));
            case "size" -> converts(() -> new MemorySizeConverter().convert(item));
            case "size in B, KB, MB, GB or TB" -> item.matches("\\d+(B|KB|MB|GB|TB)?");
            case "address" -> converts(() -> URI.create(item));
            case "path" -> converts(() -> Path.of(item));
            default -> true;
        };
    }

    private static String wanted(KnownKey key) {
        return switch (key.itemType()) {
            case "one of" -> "one of " + String.join(", ", key.values());
            case "number" -> "a whole number";
            case "duration" -> "a duration such as 30s, 15m or 2h";
            case "size" -> "a size such as 64K, 10M or 1G";
            case "address" -> "an address such as https://host:port";
            case "path" -> "a path";
            default -> key.itemType();
        };
    }

    private static boolean converts(Supplier<?> conversion) {
        try {
            return conversion.get() != null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
