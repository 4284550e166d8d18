package io.vitrine.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
public final class LogTail {
    private static final int WINDOW = 64 * 1024;

    private LogTail() {}

    /** The last lines of a file, however large it is. */
    public static List<String> lines(Path log, int count) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - WINDOW);
            file.seek(from);
            byte[] bytes = new byte[(int) Math.min(WINDOW, file.length() - from)];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        }
    }

    static String of(Path log, int count) {
        if (!Files.exists(log)) {
            return " It has no log yet (" + log + ").";
        }
        try {
            return " The last lines of " + log + ":\n    " + String.join("\n    ", lines(log, count));
        } catch (IOException e) {
            return " Its log is " + log + ", which cannot be read: " + e.getMessage() + ".";
        }
    }
}
