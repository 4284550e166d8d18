package io.vitrine.imageapi.version;

import java.util.Set;

/**
 * Versions of the Image API that this deployment speaks: all of them are {@code v2}. It has several stores and no cache yet, which takes
 * 2.14, 2.16 and 2.18 away (spec: images, section 1).
 */
final class ApiVersions {
    private static final String CURRENT = "2.17";
    private static final String[] SUPPORTED = {
        "2.15", "2.13", "2.12", "2.11", "2.10", "2.9", "2.8", "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0"
    };
    private static final Set<String> SUPPORTED_SET = Set.of(SUPPORTED);

    private ApiVersions() {}

    /** Whether {@code 2.x} is one of them. */
    static boolean knows(String number) {
        return number.equals(CURRENT) || SUPPORTED_SET.contains(number);
    }

    /** Whether a first path segment such as {@code v2.9} names one of them. */
    static boolean isSegment(String segment) {
        return segment.equals("v2") || segment.startsWith("v") && knows(segment.substring(1));
    }

    /** The version document, newest first. Every link leads to {@code /v2/}. */
    static String document(String base) {
        StringBuilder json = new StringBuilder(3_000).append("{\"versions\": [");
        append(json, CURRENT, "CURRENT", base);
        for (String version : SUPPORTED) {
            append(json.append(", "), version, "SUPPORTED", base);
        }
        return json.append("]}").toString();
    }

    private static void append(StringBuilder json, String version, String status, String base) {
        json.append("{\"id\": \"v")
                .append(version)
                .append("\", \"status\": \"")
                .append(status)
                .append("\", \"links\": [{\"rel\": \"self\", \"href\": \"")
                .append(base)
                .append("/v2/\"}]}");
    }
}
