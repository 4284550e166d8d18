package io.vitrine.imageapi.cli.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A file in the syntax of {@code glance-api.conf}: sections, {@code name = value} or {@code name: value}, comments with {@code #} or {@code ;} at the
 * beginning of a line, values that go on in indented lines, and names that stand there more than once.
 */
final class OsloFile {
    /** One setting. */
    record Option(String section, String name, String value, int line) {
        /** As people find it again. */
        String label() {
            return "[%s] %s".formatted(section, name);
        }
    }

    /** The file is not what it should be; the message names the line. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(int line, String what) {
            super("line %d: %s".formatted(line, what));
        }
    }

    private final List<Option> options = new ArrayList<>();
    private String section = "DEFAULT";

    private OsloFile() {}

    static List<Option> parse(List<String> lines) {
        OsloFile file = new OsloFile();
        for (int i = 0; i < lines.size(); i++) {
            file.read(lines.get(i), i + 1);
        }
        return file.options.stream().map(OsloFile::unquoted).toList();
    }

    private void read(String raw, int line) {
        String text = raw.strip();
        if (text.isEmpty() || raw.startsWith("#") || raw.startsWith(";")) {
            return;
        }
        if (Character.isWhitespace(raw.charAt(0))) {
            goOn(text, line);
            return;
        }
        if (text.startsWith("[")) {
            if (!text.endsWith("]") || text.length() < 3) {
                throw new Unreadable(line, "a section is written [name]");
            }
            section = text.substring(1, text.length() - 1).strip();
            return;
        }
        int sign = sign(text);
        if (sign < 1) {
            throw new Unreadable(line, "neither a section nor name = value");
        }
        options.add(new Option(
                section,
                text.substring(0, sign).strip(),
                text.substring(sign + 1).strip(),
                line));
    }

    private void goOn(String text, int line) {
        if (options.isEmpty()) {
            throw new Unreadable(line, "an indented line goes on with a value, and there is none before it");
        }
        Option last = options.removeLast();
        String value = last.value().isEmpty() ? text : last.value() + "\n" + text;
        options.add(new Option(last.section(), last.name(), value, last.line()));
    }

    private static int sign(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon >= 0 && colon < equals ? colon : equals;
    }

    private static Option unquoted(Option option) {
        String value = option.value();
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted
                ? new Option(option.section(), option.name(), value.substring(1, value.length() - 1), option.line())
                : option;
    }
}
