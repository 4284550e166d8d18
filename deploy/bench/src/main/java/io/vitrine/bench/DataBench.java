package io.vitrine.bench;

import io.vitrine.local.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Upload and download of random data through the front door, alone and several at once, beside dd and nginx; and through the cache. */
@Command(name = "data", description = "Upload and download: MB/s and CPU seconds per GiB of each process.")
final class DataBench implements Callable<Integer> {
    private static final long CACHED_WITHIN_MILLIS = 60_000;

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

    @Option(
            names = "--parallel",
            description = "Transfers at once, after one alone (default ${DEFAULT-VALUE}; 1: none).",
            defaultValue = "4")
    int parallel;

    private final StringBuilder report = new StringBuilder();
    private final List<String> columns =
            Subject.MEASURED.stream().map(Part::title).toList();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = randomFile((long) mebibytes << 20);
        report.append("# Bytes through the front door\n\n")
                .append(Subject.machine())
                .append(" %d MiB of random data, %d repeats after %d; median (lowest–highest).%n%n"
                        .formatted(mebibytes, repeats, warmUp))
                .append("| store | direction | MB/s | CPU-s/GiB in all |");
        columns.forEach(column -> report.append(" ").append(column).append(" |"));
        report.append("\n").append("| --- ".repeat(4 + columns.size())).append("|\n");
        String after;
        try {
            after = besideOthers(data);
            throughTheCache(data);
        } finally {
            Files.delete(data);
        }
        System.out.println(report.append(after));
        return 0;
    }

    /**
     * The peers move the same bytes in the same minutes: what else goes on strikes all alike.
     *
     * @return what stands below the table
     */
    private String besideOthers(Path data) throws IOException, InterruptedException {
        long size = Files.size(data);
        try (Subject subject = Subject.start();
                Yardstick yardstick = new Yardstick(subject.dir().resolve("yardstick"))) {
            yardstick.start();
            Series written = new Series("dd conv=fsync", "write", Yardstick::ddCpu);
            Series sent = new Series("nginx", "download", yardstick::nginxCpu);
            for (String store : stores) {
                Series up = new Series(store, "upload", subject::cpuByTitle);
                Series down = new Series(store, "download", subject::cpuByTitle);
                Series ups = new Series(store, parallel + " uploads at once", subject::cpuByTitle);
                Series downs = new Series(store, parallel + " downloads at once", subject::cpuByTitle);
                boolean first = store.equals(stores.getFirst());
                for (int i = -warmUp; i < repeats; i++) {
                    boolean counts = i >= 0;
                    if (first) {
                        written.run(counts, size, () -> yardstick.write(data));
                    }
                    images(1, subject, counts, up, down, data, store);
                    if (first && yardstick.hasNginx()) {
                        sent.run(counts, size, () -> yardstick.send(size));
                    }
                    if (parallel > 1) {
                        images(parallel, subject, counts, ups, downs, data, store);
                    }
                }
                report.append(up.row(columns)).append(down.row(columns));
                if (parallel > 1) {
                    report.append(ups.row(columns)).append(downs.row(columns));
                }
            }
            report.append(written.row(columns));
            if (yardstick.hasNginx()) {
                report.append(sent.row(columns));
            }
            return (yardstick.hasNginx() ? "" : "\n" + Yardstick.NO_NGINX + "\n")
                    + "\nMemory after the last transfer without a cache:\n\n"
                    + subject.memory();
        }
    }

    private void images(int many, Subject subject, boolean counts, Series up, Series down, Path data, String store)
            throws IOException, InterruptedException {
        long size = Files.size(data);
        Transfer transfer = transfer(subject);
        Api api = Api.of(transfer.frontDoor(), transfer.token());
        List<String> images = new ArrayList<>();
        for (int n = 0; n < many; n++) {
            images.add(api.createImage());
        }
        up.run(counts, many * size, () -> atOnce(images, image -> transfer.upload(image, data, store)));
        down.run(counts, many * size, () -> atOnce(images, image -> transfer.download(image, size)));
        for (String image : images) {
            api.deleteImage(image);
        }
    }

    /** The first download of an image from a store that streams fills the cache, the second one is served from it. */
    private void throughTheCache(Path data) throws IOException, InterruptedException {
        long size = Files.size(data);
        try (Subject subject = Subject.start(
                dir -> Map.of("images.cache.dir", dir.resolve("cache").toString()))) {
            Series miss = new Series("bucket, cache", "download, miss", subject::cpuByTitle);
            Series hit = new Series("bucket, cache", "download, hit", subject::cpuByTitle);
            for (int i = -warmUp; i < repeats; i++) {
                Transfer transfer = transfer(subject);
                Api api = Api.of(transfer.frontDoor(), transfer.token());
                String image = api.createImage();
                transfer.upload(image, data, "bucket");
                miss.run(i >= 0, size, () -> transfer.download(image, size));
                awaitCached(Api.of(transfer.frontDoor(), subject.system().token("admin")), image);
                hit.run(i >= 0, size, () -> transfer.download(image, size));
                api.deleteImage(image);
            }
            report.append(miss.row(columns)).append(hit.row(columns));
        }
    }

    private static void awaitCached(Api admin, String image) throws IOException, InterruptedException {
        long until = System.currentTimeMillis() + CACHED_WITHIN_MILLIS;
        while (admin.get("/v2/cache/nodes/" + image).isEmpty()) {
            if (System.currentTimeMillis() > until) {
                throw new IOException("the image did not get into the cache");
            }
            Thread.sleep(20);
        }
    }

    private static Transfer transfer(Subject subject) {
        return new Transfer(URI.create(subject.system().url()), subject.system().token("demo"));
    }

    /** What is done with one image. */
    private interface OfImage {
        void move(String image) throws IOException;
    }

    private static void atOnce(List<String> images, OfImage transfer) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(images.size())) {
            List<Future<?>> moved = new ArrayList<>();
            for (String image : images) {
                moved.add(threads.submit(() -> {
                    transfer.move(image);
                    return null;
                }));
            }
            for (Future<?> each : moved) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a transfer failed", e.getCause());
        }
    }

    static Path randomFile(long size) throws IOException {
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
}
