package io.vitrine.imageapi.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table of what options of Glance are called here. */
final class GlanceOptions {
    /** How a value is written here. */
    enum How {
        SAME,
        LIST,
        BOOLEAN,
        SECONDS,
        MINUTES,
        HOURS,
        MEBIBYTES,
        PATH,
        MODE,
        /** Its value is never shown. */
        SECRET,
        /** Not needed, or not offered. */
        DROP,
        /** Somebody must decide. */
        HAND;

        boolean writes() {
            return this != SECRET && this != DROP && this != HAND;
        }
    }

    /**
     * One line of the table.
     *
     * @param section of stores, {@code store} or {@code store} and the type
     * @param target a key, or what to say
     */
    record Rule(String section, Pattern option, How how, String target) {}

    private final List<Rule> rules;

    GlanceOptions() {
        rules = read();
    }

    List<Rule> rules() {
        return rules;
    }

    /** The first line that is about an option: those that name it stand before those that name many. */
    Optional<Rule> find(String section, String option) {
        return rules.stream()
                .filter(rule -> rule.section().equals(section)
                        && rule.option().matcher(option).matches())
                .findFirst();
    }

    /** The name most like one that nobody knows. */
    Optional<Rule> exact(String option) {
        return rules.stream()
                .filter(rule -> rule.option().pattern().equals(Pattern.quote(option)))
                .findFirst();
    }

    private static List<Rule> read() {
        try (InputStream in = Objects.requireNonNull(
                GlanceOptions.class.getResourceAsStream("/glance-options.txt"), "glance-options.txt")) {
            List<Rule> rules = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rules.add(rule(line));
                }
            }
            return List.copyOf(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(String line) {
        String[] cells = line.split("\\s*\\|\\s*", 4);
        return new Rule(cells[0], pattern(cells[1]), How.valueOf(cells[2].toUpperCase(Locale.ROOT)), cells[3].strip());
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(name.contains("*") ? name.replace("*", ".*") : Pattern.quote(name));
    }
}
