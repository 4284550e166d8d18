package io.vitrine.imageapi.cli;

/** What others wrote, for a terminal: it may hold what a terminal obeys. */
final class Printable {
    private Printable() {}

    static String of(Object text) {
        return String.valueOf(text).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "�");
    }

    /** On one line, and not a long one. */
    static String line(String text) {
        String line = of(text).replaceAll("\\s+", " ");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }
}
