package io.vitrine.imageapi.patch;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON pointer (RFC 6901) as far as patches of images know it (spec: images, section 6.1).
 *
 * @param segments unescaped and trimmed, at least one
 */
record Pointer(List<String> segments) {
    /** @throws ProblemException 400 that shows the path */
    static Pointer parse(String path) {
        if (!path.startsWith("/")) {
            throw wrong(path, "must start with '/'");
        }
        if (path.contains("//")) {
            throw wrong(path, "must not contain adjacent '/'");
        }
        if (path.endsWith("/")) {
            throw wrong(path, "must not end with '/'");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(unescape(path, segment.strip()));
        }
        return new Pointer(List.copyOf(segments));
    }

    String name() {
        return segments.getFirst();
    }

    int depth() {
        return segments.size();
    }

    private static String unescape(String path, String segment) {
        StringBuilder text = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '~') {
                text.append(c);
                continue;
            }
            i++;
            char escaped = i < segment.length() ? segment.charAt(i) : 0;
            switch (escaped) {
                case '0' -> text.append('~');
                case '1' -> text.append('/');
                default -> throw wrong(path, "may escape with '~0' and '~1' only");
            }
        }
        return text.toString();
    }

    private static ProblemException wrong(String path, String rule) {
        return ProblemException.badRequest("Pointer '%s' %s.".formatted(path, rule));
    }
}
