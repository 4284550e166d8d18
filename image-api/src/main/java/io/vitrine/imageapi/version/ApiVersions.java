package io.vitrine.imageapi.version;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Versions of the Image API that this deployment speaks: all of them are {@code v2}. It has several stores; 2.14, 2.16 and 2.18 are there
 * while gateways keep a cache (spec: images, section 1).
 */
enum ApiVersions {
    WITH_CACHE("2.18", "2.17", "2.16", "2.15", "2.14"),
    WITHOUT_CACHE("2.17", "2.15");

    private final List<String> numbers;
    private final Set<String> known;

    ApiVersions(String... newest) {
        numbers = Stream.concat(Stream.of(newest), Older.VERSIONS.stream()).toList();
        known = Set.copyOf(numbers);
    }

    /** An enum's constants are made before its own constants. */
    private static final class Older {
        static final List<String> VERSIONS = List.of(
                "2.13", "2.12", "2.11", "2.10", "2.9", "2.8", "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0");
    }

    static ApiVersions of(boolean cache) {
        return cache ? WITH_CACHE : WITHOUT_CACHE;
    }

    /** Whether {@code 2.x} is one of them. */
    boolean knows(String number) {
        return known.contains(number);
    }

    /** Whether a first path segment such as {@code v2.9} names one of them. */
    boolean isSegment(String segment) {
        return segment.equals("v2") || segment.startsWith("v") && knows(segment.substring(1));
    }

    /** The version document, newest first. Every link leads to {@code /v2/}. */
    String document(String base) {
        StringBuilder json = new StringBuilder(3_000).append("{\"versions\": [");
        append(json, numbers.getFirst(), "CURRENT", base);
        for (String version : numbers.subList(1, numbers.size())) {
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
