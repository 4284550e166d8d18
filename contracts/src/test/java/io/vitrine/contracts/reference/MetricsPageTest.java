package io.vitrine.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} lists what the sources of the services measure: all of it, by the service, and nothing else. */
class MetricsPageTest {
    private static final List<String> SERVICES = List.of("image-api", "store-gateway", "import-worker", "key-cleanup");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(image_\\w+)` \\| (\\w+) \\|[^\\n]*?\\| ([a-z-]+) \\|");
    private static final Pattern METER = Pattern.compile("\"(image[._][a-z._]+)\"");
    /** What Prometheus appends, by the kind of the meter and by its unit. */
    private static final String SUFFIX = "(_bytes)?(_total|_seconds)?";

    @Test
    void pageAndSourcesNameTheSameMeters() throws IOException {
        Map<String, Set<String>> measured = new TreeMap<>();
        Map<String, Set<String>> listed = new TreeMap<>();
        Map<String, String> services = page();
        for (String service : SERVICES) {
            Set<String> names = meters(service);
            measured.put(service, names);
            listed.put(service, new TreeSet<>());
            services.forEach((name, of) -> {
                if (of.equals(service)) {
                    listed.get(service).add(base(name, names));
                }
            });
        }

        assertThat(listed).isEqualTo(measured);
    }

    /** The meter that a name of the page is about; the name itself when there is none. */
    private static String base(String name, Set<String> meters) {
        return meters.stream()
                .filter(meter -> name.matches(Pattern.quote(meter) + SUFFIX))
                .findFirst()
                .orElse(name);
    }

    private static Map<String, String> page() throws IOException {
        Matcher row = ROW.matcher(Files.readString(ConfigurationReferenceTest.HOME.resolve("docs/metrics.md")));
        Map<String, String> services = new TreeMap<>();
        while (row.find()) {
            services.put(row.group(1), row.group(3));
        }
        return services;
    }

    /** Literals of files that know of meters. */
    private static Set<String> meters(String service) throws IOException {
        Set<String> names = new TreeSet<>();
        Path sources = ConfigurationReferenceTest.HOME.resolve(service).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher meter = METER.matcher(text);
                while (text.contains("import io.micrometer.") && meter.find()) {
                    names.add(meter.group(1).replace('.', '_'));
                }
            }
        }
        return names;
    }
}
