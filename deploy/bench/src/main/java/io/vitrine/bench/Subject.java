package io.vitrine.bench;

import io.vitrine.local.Component;
import io.vitrine.local.Part;
import io.vitrine.local.Service;
import io.vitrine.local.VitrineBuilder;
import io.vitrine.local.VitrineSystem;
import io.vitrine.local.process.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** The system under load, on free ports and with its data in a folder that is thrown away. */
final class Subject implements AutoCloseable {
    /** What a call can cost: the other parts only wait. */
    static final java.util.List<Part> MEASURED = java.util.List.of(
            Service.STORE_GATEWAY, Service.IMAGE_API, Component.POSTGRESQL, Component.S3, Component.KAFKA);

    private final VitrineSystem system;
    private final Path dir;

    private Subject(VitrineSystem system, Path dir) {
        this.system = system;
        this.dir = dir;
    }

    static Subject start() throws IOException {
        return start(dir -> Map.of());
    }

    /** @param gateway settings of store-gateway; it may use the folder that is given */
    static Subject start(Function<Path, Map<String, String>> gateway) throws IOException {
        Path dir = Path.of(System.getenv().getOrDefault("VITRINE_HOME", ".")).resolve(".vitrine/bench");
        // A run that was killed left its data, and perhaps its processes.
        Optional<VitrineSystem> left = VitrineSystem.existing(dir);
        if (left.isPresent()) {
            left.get().close();
        }
        remove(dir);
        Files.createDirectories(dir);
        VitrineBuilder builder = VitrineSystem.in(dir).freePorts();
        gateway.apply(dir.toAbsolutePath()).forEach((key, value) -> builder.setting(Service.STORE_GATEWAY, key, value));
        return new Subject(builder.start(), dir);
    }

    VitrineSystem system() {
        return system;
    }

    /** Beside the stores' files. */
    Path dir() {
        return dir;
    }

    /** CPU seconds of each measured process since its start, by its title. */
    Map<String, Double> cpuByTitle() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        cpu().forEach((part, used) -> seconds.put(part.title(), used));
        return seconds;
    }

    /** CPU seconds of each measured process since its start. */
    Map<Part, Double> cpu() {
        Map<Part, Double> seconds = new LinkedHashMap<>();
        MEASURED.forEach(part -> seconds.put(part, system.usage(part).cpuSeconds()));
        return seconds;
    }

    /** What was used between two readings. */
    static Map<Part, Double> between(Map<Part, Double> before, Map<Part, Double> after) {
        Map<Part, Double> used = new LinkedHashMap<>();
        after.forEach((part, seconds) -> used.put(part, seconds - before.getOrDefault(part, 0.0)));
        return used;
    }

    /** The machine, in a sentence for the report. */
    static String machine() throws IOException {
        Properties properties = System.getProperties();
        String load =
                Files.readString(Path.of("/proc/loadavg")).substring(0, 14).trim();
        return "%d processors, load average before %s; JDK %s; client on the same machine."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        load,
                        properties.getProperty("java.runtime.version"));
    }

    /** Resident memory of each part, as a table. */
    String memory() {
        StringBuilder table = new StringBuilder("| process | resident MiB |\n| --- | --- |\n");
        long total = 0;
        for (Map.Entry<Part, Usage> part : system.usage().entrySet()) {
            total += part.getValue().residentBytes();
            table.append("| %s | %d |%n"
                    .formatted(part.getKey().title(), part.getValue().residentBytes() >> 20));
        }
        return table.append("| together | %d |%n".formatted(total >> 20)).toString();
    }

    @Override
    public void close() throws IOException {
        system.close();
        remove(dir);
    }

    static void remove(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
        }
        try (var files = Files.walk(dir)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
