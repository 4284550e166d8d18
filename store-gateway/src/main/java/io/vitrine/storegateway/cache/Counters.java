package io.vitrine.storegateway.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often and when copies were served: one line for each, written now and then and at the end, not at every download. After a kill the
 * last minute is forgotten, which changes at most what is evicted first.
 */
record Counters(Path file) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f-]{36}) (\\d{1,18}) (\\d{1,18})");

    void load(Map<String, Entry> entries) {
        for (String line : lines()) {
            Matcher matcher = LINE.matcher(line);
            Entry entry = matcher.matches() ? entries.get(matcher.group(1)) : null;
            if (entry != null) {
                entry.hits = Long.parseLong(matcher.group(2));
                entry.accessed = Long.parseLong(matcher.group(3));
            }
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Collection<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.name.image() + " " + entry.hits + " " + entry.accessed)
                .toList();
    }

    void save(List<String> lines) {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(aside, lines);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries by the text of their image's id. */
    static Map<String, Entry> byText(Collection<Entry> entries) {
        Map<String, Entry> byText = new HashMap<>();
        entries.forEach(entry -> byText.put(entry.name.image().toString(), entry));
        return byText;
    }
}
