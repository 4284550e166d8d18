package io.vitrine.importworker.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tool writes while it works: how far it is, and in the end its last words. Keeps little. Safe for use by two threads. */
final class ToolOutput {
    /** As {@code qemu-img -p} says it: {@code (12.34/100%)}. */
    private static final Pattern PERCENT = Pattern.compile("\\(([0-9]{1,3}\\.[0-9]{1,2})/100%\\)");

    private static final int KEPT = 2_000;

    private final StringBuilder last = new StringBuilder();
    private double fraction;

    private ToolOutput() {}

    /** Reads it from now on, on a thread of its own, until it ends. */
    static ToolOutput of(Process process) {
        ToolOutput output = new ToolOutput();
        Thread.ofVirtual().name("qemu-img output").start(() -> output.read(process.getInputStream()));
        return output;
    }

    private void read(InputStream from) {
        byte[] piece = new byte[1024];
        try {
            for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
                take(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            take(" (its output broke off)");
        }
    }

    synchronized void take(String text) {
        last.append(text);
        last.delete(0, Math.max(0, last.length() - KEPT));
        Matcher percents = PERCENT.matcher(last);
        while (percents.find()) {
            fraction = Math.clamp(Double.parseDouble(percents.group(1)) / 100, 0.0, 1.0);
        }
    }

    /** How much of the work is done, from 0 to 1. */
    synchronized double fraction() {
        return fraction;
    }

    /** The last words, for the operator, in one line. */
    synchronized String words() {
        return PERCENT.matcher(last).replaceAll("").replaceAll("\\s+", " ").strip();
    }
}
