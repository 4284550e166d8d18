package io.vitrine.bench;

import io.vitrine.local.Component;
import io.vitrine.local.Part;
import io.vitrine.local.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports by {@code web-download} from a server on this machine. */
@Command(
        name = "imports",
        description =
                "Imports: MB/s and CPU seconds per GiB, time until a small one is active, and take-over after a kill.")
final class ImportsBench implements Callable<Integer> {
    private static final double GIB = 1 << 30;
    private static final List<Part> MEASURED = List.of(
            Service.IMPORT_WORKER,
            Service.STORE_GATEWAY,
            Service.IMAGE_API,
            Component.POSTGRESQL,
            Component.S3,
            Component.KAFKA);
    /** Of a token, which lives for five minutes. */
    private static final Duration USE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Option(names = "--mib", description = "Size of an image in MiB (default ${DEFAULT-VALUE}).", defaultValue = "1024")
    int mebibytes;

    @Option(
            names = "--concurrent",
            description = "Imports at a time (default 1, 4, 16).",
            defaultValue = "1,4,16",
            split = ",")
    List<Integer> concurrent = List.of();

    @Option(
            names = "--store",
            description = "Stores (default local, bucket).",
            defaultValue = "local,bucket",
            split = ",")
    List<String> stores = List.of();

    @Option(
            names = "--small",
            description = "Imports of 1 MiB, one after the other (default ${DEFAULT-VALUE}).",
            defaultValue = "200")
    int small;

    @Option(
            names = "--take-overs",
            description = "Workers killed half-way (default ${DEFAULT-VALUE}).",
            defaultValue = "3")
    int takeOvers;

    private @org.jspecify.annotations.Nullable Api api;
    private Instant apiUntil = Instant.MIN;

    @Override
    public Integer call() throws Exception {
        Path data = DataBench.randomFile((long) mebibytes << 20);
        StringBuilder report = new StringBuilder("# Imports\n\n").append(Subject.machine());
        int most = concurrent.stream().mapToInt(n -> n).max().orElse(1);
        try (ImportSource source = ImportSource.of(data);
                Subject subject = Subject.start(Map.of(
                        "images.import.concurrency", "" + most,
                        "images.import.filter.allow-cidrs", "127.0.0.0/8",
                        "images.import.filter.allowed-ports", "80,443," + source.port()))) {
            throughput(subject, source, report);
            latency(subject, source, report);
            takeOver(subject, source, report);
        } finally {
            Files.delete(data);
        }
        System.out.println(report);
        return 0;
    }

    private void throughput(Subject subject, ImportSource source, StringBuilder report) throws Exception {
        report.append(
                        " %d MiB of random data each, `web-download` from this machine; each row is one run after one that does not count.%n%n"
                                .formatted(mebibytes))
                .append("| store | at a time | MB/s | CPU-s/GiB in all |");
        MEASURED.forEach(part -> report.append(" ").append(part.title()).append(" |"));
        report.append("\n").append("| --- ".repeat(4 + MEASURED.size())).append("|\n");
        long size = (long) mebibytes << 20;
        for (String store : stores) {
            together(subject, source.url(size), store, 1);
            for (int n : concurrent) {
                if (subject.freeBytes() < size * n + size) {
                    report.append("| %s | %d | no room on this disk |%n".formatted(store, n));
                    continue;
                }
                Map<Part, Double> before = subject.cpu(MEASURED);
                double seconds = together(subject, source.url(size), store, n);
                Map<Part, Double> used = Subject.between(before, subject.cpu(MEASURED));
                double gibibytes = size * n / GIB;
                double all = used.values().stream().mapToDouble(cpu -> cpu).sum();
                report.append(String.format(
                        Locale.ROOT, "| %s | %d | %.0f | %.2f |", store, n, size * n / 1e6 / seconds, all / gibibytes));
                used.values().forEach(cpu -> report.append(String.format(Locale.ROOT, " %.2f |", cpu / gibibytes)));
                report.append("\n");
            }
        }
    }

    /** Seconds from the first request until the last image is active. */
    private double together(Subject subject, String url, String store, int n) throws Exception {
        List<String> images = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            images.add(api(subject).createImage());
        }
        long start = System.nanoTime();
        for (String image : images) {
            api(subject).importFrom(image, url, store);
        }
        for (String image : images) {
            untilActive(subject, image, POLL);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (String image : images) {
            api(subject).deleteImage(image);
        }
        subject.untilBytesAreGone(LONGEST);
        return seconds;
    }

    private void latency(Subject subject, ImportSource source, StringBuilder report) throws Exception {
        if (small == 0) {
            return;
        }
        double[] millis = new double[small];
        for (int i = -10; i < small; i++) {
            String image = api(subject).createImage();
            long start = System.nanoTime();
            api(subject).importFrom(image, source.url(1 << 20), stores.getFirst());
            untilActive(subject, image, OFTEN);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            api(subject).deleteImage(image);
        }
        Samples samples = new Samples(millis);
        report.append(String.format(
                Locale.ROOT,
                "%nFrom the request until the image is active, 1 MiB into `%s`, %d times one after the other: p50 %.0f ms, p99 %.0f ms.%n",
                stores.getFirst(),
                small,
                samples.quantile(0.5),
                samples.quantile(0.99)));
    }

    private void takeOver(Subject subject, ImportSource source, StringBuilder report) throws Exception {
        if (takeOvers == 0) {
            return;
        }
        double[] seconds = new double[takeOvers];
        for (int i = 0; i < takeOvers; i++) {
            String image = api(subject).createImage();
            api(subject).importFrom(image, source.stallingUrl(16L << 20), stores.getFirst());
            int callers = 2 * i + 1;
            until("half of it is sent", POLL, () -> source.stalled() == callers);
            subject.system().kill(Service.IMPORT_WORKER);
            long start = System.nanoTime();
            subject.system().start(Service.IMPORT_WORKER);
            untilActive(subject, image, POLL);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            api(subject).deleteImage(image);
        }
        report.append(
                "%nFrom SIGKILL of the worker half-way until the image is active, a new worker being started at once (lease 30 s, sweep 10 s), %d times: %s s.%n"
                        .formatted(takeOvers, new Samples(seconds).text("%.0f")));
    }

    private void untilActive(Subject subject, String image, Duration pause) throws Exception {
        until(image + " is active", pause, () -> {
            String status =
                    api(subject).get("/v2/images/" + image).get("status").asText();
            if (status.equals("queued")
                    && api(subject).get("/v2/images/" + image).get("os_glance_import_task") == null) {
                throw new IOException("an import failed: " + api(subject).get("/v2/images/" + image + "/tasks"));
            }
            return status.equals("active");
        });
    }

    private static void until(String what, Duration pause, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited in vain: " + what);
            }
            Thread.sleep(pause);
        }
    }

    private Api api(Subject subject) {
        Api current = api;
        if (current == null || Instant.now().isAfter(apiUntil)) {
            current =
                    Api.of(URI.create(subject.system().url()), subject.system().token("demo"));
            api = current;
            apiUntil = Instant.now().plus(USE);
        }
        return current;
    }
}
