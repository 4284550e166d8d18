package io.vitrine.imageapi.cli.config;

import io.vitrine.imageapi.cli.config.GlanceOptions.How;
import io.vitrine.imageapi.cli.config.GlanceOptions.Rule;
import io.vitrine.imageapi.cli.config.OsloFile.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the options of a Glance into keys of ours. Every option ends as a key or as a note: none is lost without a word. */
final class Conversion {
    /** What became of an option that is no key now. */
    enum Kind {
        /** Somebody must decide or write something. */
        DECIDE,
        /** There is nothing to set. */
        DROPPED,
        /** Not an option of Glance that is known here. */
        UNKNOWN
    }

    record Note(Kind kind, String option, int line, String text) {}

    private static final Set<String> OUR_STORES = Set.of("file", "s3", "http");

    private final GlanceOptions table = new GlanceOptions();
    private final Map<String, String> keys = new TreeMap<>();
    private final List<Note> notes = new ArrayList<>();
    /** Types by id, as far as there is such a store here. */
    private final Map<String, String> stores = new LinkedHashMap<>();

    private final Set<String> foreign = new LinkedHashSet<>();

    static Conversion of(List<Option> options) {
        Conversion conversion = new Conversion();
        options.forEach(conversion::stores);
        conversion.storeWithoutName(options);
        options.forEach(conversion::convert);
        return conversion;
    }

    Map<String, String> keys() {
        return keys;
    }

    List<Note> notes() {
        return notes;
    }

    /** Stores first: their sections are known by their ids alone. */
    private void stores(Option option) {
        boolean single =
                option.section().equals("glance_store") && option.name().equals("stores");
        if (option.name().equals("enabled_backends") || single) {
            for (String entry : items(option.value())) {
                String[] parts = entry.split(":", 2);
                store(parts[0].strip(), parts[parts.length - 1].strip().toLowerCase(Locale.ROOT), option);
            }
        }
    }

    /** A set-up that names no stores has one of files. */
    private void storeWithoutName(List<Option> options) {
        boolean files = options.stream()
                .anyMatch(option -> option.section().equals("glance_store")
                        && table.find("store file", option.name()).isPresent());
        if (stores.isEmpty() && foreign.isEmpty() && files) {
            stores.put("file", "file");
            keys.put("images.stores.file.type", "file");
            keys.put("images.stores.default", "file");
        }
    }

    private void store(String id, String type, Option option) {
        String ours = type.startsWith("filesystem") ? "file" : type;
        if (OUR_STORES.contains(ours)) {
            stores.put(id, ours);
            keys.put("images.stores.%s.type".formatted(id), ours);
        } else {
            foreign.add(id);
            note(
                    Kind.DROPPED,
                    option,
                    "the store '%s' is of the type %s, which is not offered here".formatted(id, type));
        }
    }

    private void convert(Option option) {
        String section = option.section();
        if (isAboutStores(option)) {
            return;
        }
        if (section.equals("database") && option.name().endsWith("connection")) {
            connection(option);
        } else if (section.equals("inject_metadata_properties") && option.name().equals("inject")) {
            inject(option);
        } else if (foreign.contains(section)) {
            note(Kind.DROPPED, option, "belongs to a store whose type is not offered here");
        } else if (stores.containsKey(section)) {
            apply(option, section, inStore(section, option.name()));
        } else if (section.equals("glance_store")) {
            inOnlyStore(option);
        } else {
            apply(option, section, table.find(section, option.name()));
        }
    }

    private static boolean isAboutStores(Option option) {
        return option.name().equals("enabled_backends")
                || option.section().equals("glance_store") && option.name().equals("stores");
    }

    private Optional<Rule> inStore(String id, String option) {
        return table.find("store " + stores.get(id), option).or(() -> table.find("store", option));
    }

    /** Set-ups with single stores write their options together; here each store has an id, which is then its type. */
    private void inOnlyStore(Option option) {
        if (option.name().equals("default_store")) {
            String id = option.value().equals("filesystem") ? "file" : option.value();
            if (stores.containsKey(id)) {
                keys.put("images.stores.default", id);
            } else {
                note(Kind.DROPPED, option, "there is no store of type %s".formatted(id));
            }
            return;
        }
        for (String id : stores.keySet()) {
            Optional<Rule> rule = table.find("store " + stores.get(id), option.name());
            if (rule.isPresent()) {
                apply(option, id, rule);
                return;
            }
        }
        apply(option, "", table.find("glance_store", option.name()));
    }

    private void apply(Option option, String store, Optional<Rule> found) {
        if (found.isEmpty()) {
            note(Kind.UNKNOWN, option, nearest(option));
            return;
        }
        Rule rule = found.get();
        String target = rule.target().replace("<id>", store);
        switch (rule.how()) {
            case DROP -> note(Kind.DROPPED, option, target);
            case HAND -> note(Kind.DECIDE, option, target);
            case SECRET ->
                note(
                        Kind.DECIDE,
                        option,
                        "write the value into a file that only the service reads, and name it: " + target);
            default -> write(option, rule.how(), target);
        }
    }

    private void write(Option option, How how, String key) {
        String value = written(how, option.value());
        if (how == How.MODE && value.matches("0*")) {
            note(Kind.DROPPED, option, "0 means the default");
            return;
        }
        String before = keys.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            note(Kind.DECIDE, option, "%s was set to %s by another option already".formatted(key, before));
        }
    }

    private static String written(How how, String value) {
        return switch (how) {
            case LIST -> String.join(",", items(value));
            case BOOLEAN ->
                String.valueOf(Set.of("true", "1", "yes", "on", "t", "y").contains(value.toLowerCase(Locale.ROOT)));
            case SECONDS -> value + "S";
            case MINUTES -> value + "M";
            case HOURS -> value + "H";
            case MEBIBYTES -> value + "M";
            case PATH -> value.replaceFirst("^file://", "");
            default -> value;
        };
    }

    /** Never shown whole: a password stands in it. */
    private void connection(Option option) {
        Optional<DatabaseUrl> url = DatabaseUrl.of(option.value());
        if (url.isEmpty()) {
            note(
                    Kind.DECIDE,
                    option,
                    "the database is PostgreSQL: quarkus.datasource.jdbc.url, .username, and the password as QUARKUS_DATASOURCE_PASSWORD");
            return;
        }
        keys.put("quarkus.datasource.jdbc.url", url.get().jdbc());
        url.get().user().ifPresent(user -> keys.put("quarkus.datasource.username", user));
        note(
                Kind.DECIDE,
                option,
                "give the service a database of its own, and the password as QUARKUS_DATASOURCE_PASSWORD");
    }

    private void inject(Option option) {
        for (String pair : items(option.value())) {
            String[] parts = pair.split(":", 2);
            if (parts.length == 2) {
                keys.put("images.import.inject.properties." + quoted(strip(parts[0])), strip(parts[1]));
            } else {
                note(Kind.DECIDE, option, "'%s' is no name:value".formatted(pair));
            }
        }
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : "\"" + name + "\"";
    }

    private String nearest(Option option) {
        return table.exact(option.name())
                .map(rule -> "not an option of this section; perhaps of [%s]".formatted(rule.section()))
                .orElse("not known here: a misspelt name, or an option of a newer Glance");
    }

    /** {@code [a, 'b']} and {@code a,b} alike. */
    private static List<String> items(String value) {
        return Stream.of(value.replaceAll("^[\\[{]|[]}]$", "").split("[,\n]"))
                .map(Conversion::strip)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toList());
    }

    private static String strip(String item) {
        return item.strip().replaceAll("^['\"]|['\"]$", "").strip();
    }

    private void note(Kind kind, Option option, String text) {
        notes.add(new Note(kind, option.label(), option.line(), text));
    }
}
