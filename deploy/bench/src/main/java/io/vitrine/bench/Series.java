package io.vitrine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Repeats of one way of moving bytes: how fast, and what it cost whom. */
final class Series {
    private static final double GIB = 1 << 30;

    /** CPU seconds since the start of each that is measured, by its title. */
    interface Meter {
        Map<String, Double> cpu();
    }

    /** Moves the bytes once. */
    interface Run {
        void go() throws IOException, InterruptedException;
    }

    private final String name;
    private final String direction;
    private final Meter meter;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> totals = new ArrayList<>();
    private final Map<String, List<Double>> parts = new LinkedHashMap<>();

    Series(String name, String direction, Meter meter) {
        this.name = name;
        this.direction = direction;
        this.meter = meter;
    }

    /**
     * Measures one repeat.
     *
     * @param counts false: to warm up
     * @param bytes that it moves
     */
    void run(boolean counts, long bytes, Run transfer) throws IOException, InterruptedException {
        Map<String, Double> before = meter.cpu();
        long start = System.nanoTime();
        transfer.go();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!counts) {
            return;
        }
        double all = 0;
        for (Map.Entry<String, Double> part : meter.cpu().entrySet()) {
            double used = (part.getValue() - before.getOrDefault(part.getKey(), 0.0)) / (bytes / GIB);
            all += used;
            parts.computeIfAbsent(part.getKey(), p -> new ArrayList<>()).add(used);
        }
        rates.add(bytes / 1e6 / seconds);
        totals.add(all);
    }

    /** A row of the report. */
    String row(List<String> columns) {
        StringBuilder row = new StringBuilder("| %s | %s | %s | %s |"
                .formatted(
                        name,
                        direction,
                        samples(rates).text("%.0f"),
                        samples(totals).text("%.2f")));
        for (String column : columns) {
            List<Double> cpu = parts.get(column);
            row.append(
                    cpu == null
                            ? " |"
                            : String.format(Locale.ROOT, " %.2f |", samples(cpu).median()));
        }
        return row.append("\n").toString();
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
