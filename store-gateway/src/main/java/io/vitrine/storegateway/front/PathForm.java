package io.vitrine.storegateway.front;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Spellings of one path. */
final class PathForm {
    private static final int MOST_DECODINGS = 4;

    private PathForm() {}

    /** Nothing to decode, resolve or collapse: true for all but the odd request, so it must be cheap. */
    static boolean isNormal(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == '\\' || c == ';' || c <= ' ' || c >= 127) {
                return false;
            }
            if (before == '/' && (c == '/' || c == '.')) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** Escapes of unreserved characters decoded, slashes collapsed, dot segments resolved; null when an escape is broken. */
    static @Nullable String normal(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            int value = escape(path, i);
            if (value < 0) {
                return null;
            }
            if (value < 128 && (Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0)) {
                decoded.append((char) value);
            } else {
                decoded.append(path, i, i + 3);
            }
            i += 2;
        }
        return resolved(decoded.toString());
    }

    /** Decoded until nothing is left to decode, with backslashes as slashes; null when it never ends or is no text. */
    static @Nullable String readGenerously(String path) {
        String read = path;
        for (int i = 0; i < MOST_DECODINGS; i++) {
            String next = decoded(read);
            if (next.equals(read)) {
                return resolved(read.replace('\\', '/'));
            }
            read = next;
        }
        return null;
    }

    private static String decoded(String path) {
        byte[] bytes = new byte[path.length() * 3];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            int value = path.charAt(i) == '%' ? escape(path, i) : -1;
            if (value >= 0) {
                bytes[length++] = (byte) value;
                i += 2;
            } else {
                for (byte b : String.valueOf(path.charAt(i)).getBytes(StandardCharsets.UTF_8)) {
                    bytes[length++] = b;
                }
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int escape(String path, int at) {
        if (at + 2 >= path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String resolved(String path) {
        Deque<String> segments = new ArrayDeque<>();
        boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        String joined = "/" + String.join("/", segments);
        return folder && joined.length() > 1 ? joined + "/" : joined;
    }
}
