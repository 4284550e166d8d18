package io.vitrine.bench;

import io.vitrine.local.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Upload and download of random data through the front door, one stream, on each store. */
@Command(name = "data", description = "Upload and download: MB/s and CPU seconds per GiB of each process.")
final class DataBench implements Callable<Integer> {
    private static final double GIB = 1 << 30;

    @Option(
            names = "--mib",
            description = "Size of the image in MiB (default ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    int mebibytes;

    @Option(names = "--repeats", description = "Counted repeats (default ${DEFAULT-VALUE}).", defaultValue = "5")
    int repeats;

    @Option(
            names = "--warm-up",
            description = "Repeats that do not count (default ${DEFAULT-VALUE}).",
            defaultValue = "2")
    int warmUp;

    @Option(
            names = "--store",
            description = "Stores (default local, bucket).",
            defaultValue = "local,bucket",
            split = ",")
    List<String> stores = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = randomFile((long) mebibytes << 20);
        StringBuilder report = new StringBuilder("# Bytes through the front door\n\n")
                .append(Subject.machine())
                .append(" %d MiB of random data, one stream, %d repeats after %d; median (lowest–highest).%n%n"
                        .formatted(mebibytes, repeats, warmUp))
                .append("| store | direction | MB/s | CPU-s/GiB in all |");
        Subject.MEASURED.forEach(part -> report.append(" ").append(part.title()).append(" |"));
        report.append("\n").append("| --- ".repeat(4 + Subject.MEASURED.size())).append("|\n");
        try (Subject subject = Subject.start()) {
            for (String store : stores) {
                measure(subject, data, store, report);
            }
            report.append("\nMemory after the last transfer:\n\n").append(subject.memory());
        } finally {
            Files.delete(data);
        }
        System.out.println(report);
        return 0;
    }

    private void measure(Subject subject, Path data, String store, StringBuilder report)
            throws IOException, InterruptedException {
        Series up = new Series();
        Series down = new Series();
        long size = Files.size(data);
        for (int i = -warmUp; i < repeats; i++) {
            String token = subject.system().token("demo");
            URI url = URI.create(subject.system().url());
            Api api = Api.of(url, token);
            Transfer transfer = new Transfer(url, token);
            String image = api.createImage();
            up.run(i >= 0, subject, size, () -> transfer.upload(image, data, store));
            down.run(i >= 0, subject, size, () -> transfer.download(image, size));
            api.deleteImage(image);
        }
        report.append(up.row(store, "upload")).append(down.row(store, "download"));
    }

    private static Path randomFile(long size) throws IOException {
        Path file = Files.createTempFile("vitrine-bench", ".raw");
        SplittableRandom random = new SplittableRandom(42);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += block.length) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        return file;
    }

    /** Repeats of one direction on one store. */
    private static final class Series {
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> totals = new ArrayList<>();
        private final Map<Part, List<Double>> parts = new LinkedHashMap<>();

        interface Run {
            void go() throws IOException;
        }

        void run(boolean counts, Subject subject, long size, Run transfer) throws IOException {
            Map<Part, Double> before = subject.cpu();
            long start = System.nanoTime();
            transfer.go();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (counts) {
                Map<Part, Double> used = Subject.between(before, subject.cpu());
                rates.add(size / 1e6 / seconds);
                totals.add(
                        used.values().stream().mapToDouble(Double::doubleValue).sum() / (size / GIB));
                used.forEach((part, cpu) ->
                        parts.computeIfAbsent(part, p -> new ArrayList<>()).add(cpu / (size / GIB)));
            }
        }

        String row(String store, String direction) {
            StringBuilder row = new StringBuilder("| %s | %s | %s | %s |"
                    .formatted(
                            store,
                            direction,
                            samples(rates).text("%.0f"),
                            samples(totals).text("%.2f")));
            parts.values()
                    .forEach(cpu -> row.append(
                            String.format(Locale.ROOT, " %.2f |", samples(cpu).median())));
            return row.append("\n").toString();
        }

        private static Samples samples(List<Double> values) {
            return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
