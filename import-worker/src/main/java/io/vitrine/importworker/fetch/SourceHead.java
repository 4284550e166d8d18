package io.vitrine.importworker.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an answer says about the whole source.
 *
 * @param total bytes of the whole source, empty when it does not say
 * @param first offset of the first byte of this answer
 * @param etag strong entity tag, null without one
 * @param validator what a later request can name to get more of exactly these bytes or nothing (RFC 9110, section 13.1.5), null without one
 * @param ranges false when it says that it serves no parts
 */
record SourceHead(
        OptionalLong total,
        long first,
        @Nullable String etag,
        @Nullable String validator,
        boolean ranges) {
    private static final Pattern PART = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** @throws SourceException when it contradicts itself or sends something that was not asked for */
    static SourceHead of(Answer answer) throws SourceException {
        String encoding = answer.header("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding.strip())) {
            throw SourceException.fetchFailed("it sends an encoding that was not asked for");
        }
        String etag = etag(answer);
        String validator = etag == null ? lastModified(answer) : etag;
        boolean ranges = !"none".equalsIgnoreCase(answer.header("Accept-Ranges"));
        if (answer.statusCode() != 206) {
            return new SourceHead(length(answer), 0, etag, validator, ranges);
        }
        Matcher part = PART.matcher(String.valueOf(answer.header("Content-Range")));
        if (!part.matches()) {
            throw SourceException.fetchFailed("it sends a part and does not say which");
        }
        OptionalLong total =
                part.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(part.group(3)));
        return new SourceHead(total, Long.parseLong(part.group(1)), etag, validator, ranges);
    }

    private static OptionalLong length(Answer answer) throws SourceException {
        String text = answer.header("Content-Length");
        // With Transfer-Encoding the length is not the body's (RFC 9112, section 6.3).
        if (text == null || answer.header("Transfer-Encoding") != null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw SourceException.fetchFailed("it announces a length that is no number");
        }
    }

    private static @Nullable String etag(Answer answer) {
        String etag = answer.header("ETag");
        return etag != null && etag.startsWith("\"") ? etag : null;
    }

    /** A date says which bytes these are only when they had not changed in the second of the answer (RFC 9110, section 8.8.2.2). */
    private static @Nullable String lastModified(Answer answer) {
        String modified = answer.header("Last-Modified");
        String date = answer.header("Date");
        if (modified == null || date == null) {
            return null;
        }
        try {
            Duration age = Duration.between(time(modified), time(date));
            return age.compareTo(Duration.ofSeconds(1)) >= 0 ? modified : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZonedDateTime time(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
