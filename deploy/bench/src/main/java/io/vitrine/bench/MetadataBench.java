package io.vitrine.bench;

import io.vitrine.local.Component;
import io.vitrine.local.Database;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Create, show and list, through the front door and straight to image-api: the difference is the front door's own cost. */
@Command(name = "metadata", description = "Create, show, list: requests per second, latency and CPU per request.")
final class MetadataBench implements Callable<Integer> {
    @Option(
            names = "--images",
            description = "Images in the database (default ${DEFAULT-VALUE}).",
            defaultValue = "100000")
    int images;

    @Option(names = "--seconds", description = "Length of a run (default ${DEFAULT-VALUE}).", defaultValue = "8")
    int seconds;

    @Option(names = "--repeats", description = "Runs of each kind (default ${DEFAULT-VALUE}).", defaultValue = "3")
    int repeats;

    @Option(
            names = "--connections",
            description = "Connections (default 1, 16, 64).",
            defaultValue = "1,16,64",
            split = ",")
    List<Integer> connections = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        StringBuilder report = new StringBuilder("# Metadata calls\n\n")
                .append(Subject.machine())
                .append(" %,d images in the database; wrk with one thread, %d s, %d runs each, median.%n%n"
                        .formatted(images, seconds, repeats))
                .append(
                        "| call | way | connections | requests/s | p50 ms | p99 ms | CPU ms/request | store-gateway | image-api |"
                                + " PostgreSQL | Kafka | failures |\n")
                .append("| --- ".repeat(12))
                .append("|\n");
        try (Subject subject = Subject.start()) {
            Database database = subject.system().database();
            Path ids;
            try (Connection connection =
                    DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
                ids = Seeder.seed(connection, images);
            }
            Wrk wrk = new Wrk();
            String front = subject.system().url();
            String direct = subject.system().url(Port.IMAGE_API);
            for (String call : List.of("show", "list", "create")) {
                wrk.run(front, 16, seconds, environment(subject, call, ids));
                wrk.run(direct, 16, seconds, environment(subject, call, ids));
            }
            for (String call : List.of("show", "list", "create")) {
                for (int c : connections) {
                    report.append(measure(subject, wrk, call, "front door", front, c, ids));
                    report.append(measure(subject, wrk, call, "image-api", direct, c, ids));
                }
            }
            report.append("\nMemory after the last run:\n\n").append(subject.memory());
        }
        System.out.println(report);
        return 0;
    }

    private static Map<String, String> environment(Subject subject, String call, Path ids) {
        return Map.of("CALL", call, "TOKEN", subject.system().token("demo"), "IDS", ids.toString());
    }

    private String measure(Subject subject, Wrk wrk, String call, String way, String url, int connections, Path ids)
            throws IOException, InterruptedException {
        List<Wrk.Result> results = new ArrayList<>();
        List<Map<Part, Double>> costs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Map<String, String> environment = environment(subject, call, ids);
            Map<Part, Double> before = subject.cpu();
            Wrk.Result result = wrk.run(url, connections, seconds, environment);
            Map<Part, Double> used = Subject.between(before, subject.cpu());
            used.replaceAll((part, cpu) -> cpu * 1000 / result.requests());
            results.add(result);
            costs.add(used);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.2f | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %d |%n",
                call,
                way,
                connections,
                median(results.stream().map(Wrk.Result::rate).toList()),
                median(results.stream().map(Wrk.Result::p50Millis).toList()),
                median(results.stream().map(Wrk.Result::p99Millis).toList()),
                median(costs.stream()
                        .map(cost -> cost.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .toList()),
                cost(costs, Service.STORE_GATEWAY),
                cost(costs, Service.IMAGE_API),
                cost(costs, Component.POSTGRESQL),
                cost(costs, Component.KAFKA),
                results.stream().mapToLong(Wrk.Result::failures).sum());
    }

    private static double cost(List<Map<Part, Double>> costs, Part part) {
        return median(costs.stream().map(cost -> cost.getOrDefault(part, 0.0)).toList());
    }

    private static double median(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
    }
}
