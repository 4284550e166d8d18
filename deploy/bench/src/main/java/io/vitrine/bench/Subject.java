package io.vitrine.bench;

import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.Part;
import io.vitrine.local.Service;
import io.vitrine.local.VitrineBuilder;
import io.vitrine.local.VitrineSystem;
import io.vitrine.local.process.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** The system under load, on free ports and with its data in a folder that is thrown away. */
final class Subject implements AutoCloseable {
    /** What a call can cost: the other parts only wait. */
    static final List<Part> MEASURED =
            List.of(Service.STORE_GATEWAY, Service.IMAGE_API, Component.POSTGRESQL, Component.S3, Component.KAFKA);

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
        return start(gateway, Map.of());
    }

    /** @param settings of all services */
    static Subject start(Map<String, String> settings) throws IOException {
        return start(dir -> Map.of(), settings);
    }

    private static Subject start(Function<Path, Map<String, String>> gateway, Map<String, String> settings)
            throws IOException {
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
        settings.forEach(builder::setting);
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
        return cpu(MEASURED);
    }

    Map<Part, Double> cpu(List<Part> parts) {
        Map<Part, Double> seconds = new LinkedHashMap<>();
        parts.forEach(part -> seconds.put(part, system.usage(part).cpuSeconds()));
        return seconds;
    }

    /** What was used between two readings. */
    static Map<Part, Double> between(Map<Part, Double> before, Map<Part, Double> after) {
        Map<Part, Double> used = new LinkedHashMap<>();
        after.forEach((part, seconds) -> used.put(part, seconds - before.getOrDefault(part, 0.0)));
        return used;
    }

    /** Room on the disk that the stores are on. */
    long freeBytes() throws IOException {
        return Files.getFileStore(dir).getUsableSpace();
    }

    /** Returns when every deleted image has left its stores. */
    void untilBytesAreGone(Duration atMost) throws SQLException, InterruptedException {
        Database database = system.database();
        long end = System.nanoTime() + atMost.toNanos();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            while (count(statement) > 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("deleted images do not leave their stores");
                }
                Thread.sleep(200);
            }
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from image_locations")) {
            rows.next();
            return rows.getLong(1);
        }
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
