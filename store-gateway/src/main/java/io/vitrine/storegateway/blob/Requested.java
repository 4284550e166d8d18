package io.vitrine.storegateway.blob;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bytes of a blob a request asks for. */
public sealed interface Requested {
    /** All of them. */
    record Whole() implements Requested {}

    record Part(ByteRange range) implements Requested {}

    /** More than one range, which nobody serves. */
    record Several() implements Requested {}

    /** None that exist, or none that can be understood. */
    record Unsatisfiable() implements Requested {}

    /** {@code Range}, or in its absence the {@code Content-Range} that old clients put into requests. */
    static Requested of(@Nullable String range, @Nullable String contentRange, long size) {
        if (range != null) {
            return Parser.range(range, size);
        }
        return contentRange != null ? Parser.contentRange(contentRange, size) : new Whole();
    }

    /** The two notations. */
    final class Parser {
        private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*", Pattern.CASE_INSENSITIVE);
        private static final Pattern CONTENT_RANGE =
                Pattern.compile("bytes\\s+(\\d+)-(\\d+)/(\\d+|\\*)", Pattern.CASE_INSENSITIVE);
        private static final int DIGITS_OF_A_LONG = 18;

        private Parser() {}

        private static Requested range(String header, long size) {
            if (header.indexOf(',') >= 0) {
                return new Several();
            }
            Matcher matcher = RANGE.matcher(header);
            if (!matcher.matches()) {
                return new Unsatisfiable();
            }
            String first = matcher.group(1);
            String last = matcher.group(2);
            if (!first.isEmpty()) {
                // Beyond the end is clipped; the order is judged before that, as written.
                long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
                return number(first) > to ? new Unsatisfiable() : part(number(first), Math.min(to, size - 1), size);
            }
            return last.isEmpty() ? new Unsatisfiable() : part(Math.max(0, size - number(last)), size - 1, size);
        }

        private static Requested contentRange(String header, long size) {
            Matcher matcher = CONTENT_RANGE.matcher(header.strip());
            return matcher.matches()
                    ? part(number(matcher.group(1)), number(matcher.group(2)), size)
                    : new Unsatisfiable();
        }

        private static Requested part(long first, long last, long size) {
            return first <= last && last < size ? new Part(new ByteRange(first, last, size)) : new Unsatisfiable();
        }

        private static long number(String digits) {
            return digits.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
