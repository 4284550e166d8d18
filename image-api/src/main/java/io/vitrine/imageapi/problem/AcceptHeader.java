package io.vitrine.imageapi.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a browser from every other client. Nothing is ever refused because of this header: clients of the Image API send odd ones. */
final class AcceptHeader {
    private AcceptHeader() {}

    static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        String ranges = accept.toLowerCase(Locale.ROOT);
        return ranges.contains("html") && quality(ranges, "text/html") > quality(ranges, "application/json");
    }

    /** Weight of the most specific range that covers the type, 0 when none does. */
    private static double quality(String accept, String type) {
        double exact = -1;
        double any = 0;
        for (String part : accept.split(",")) {
            String[] range = part.trim().split(";");
            String name = range[0].trim();
            if (name.equals(type)) {
                exact = weight(range);
            } else if (name.equals("*/*") || name.equals(type.substring(0, type.indexOf('/')) + "/*")) {
                any = Math.max(any, weight(range));
            }
        }
        return exact >= 0 ? exact : any;
    }

    private static double weight(String[] range) {
        for (int i = 1; i < range.length; i++) {
            String parameter = range[i].trim();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    // A weight that cannot be read says nothing.
                    return 0;
                }
            }
        }
        return 1;
    }
}
