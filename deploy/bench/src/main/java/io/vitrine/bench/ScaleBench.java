package io.vitrine.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.local.Database;
import io.vitrine.local.Port;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a page of a list costs among few and among many images: a tenant's and an administrator's, by every filter and sort key. */
@Command(
        name = "scale",
        description = "Pages of lists among few and many images: latency, CPU and buffers per request.")
final class ScaleBench implements Callable<Integer> {
    private static final int PAGES_BEFORE = 199;

    private static final List<String> QUERIES = List.of(
            "",
            "sort=name:asc",
            "sort=status",
            "sort=container_format",
            "sort=disk_format",
            "sort=size",
            "sort=id",
            "sort=updated_at",
            "visibility=public",
            "visibility=shared&member_status=all",
            "visibility=all",
            "status=active",
            "status=deactivated",
            "disk_format=vhd",
            "disk_format=ploop",
            "container_format=ova",
            "name=cirros-7",
            "name=nothing",
            "protected=true",
            "os_hidden=true",
            "owner=project-5",
            "tag=ci",
            "tag=golden",
            "tag=nothing",
            "os_distro=debian",
            "licence=special",
            "licence=nothing",
            "checksum=28dd2c7955ce926456240b2ff0100bde",
            "os_hash_algo=sha256",
            "size_min=99000000000",
            "virtual_size_min=999999999999",
            "min_ram=4096",
            "min_disk=77",
            "created_at=lt:2023-01-10",
            "updated_at=gt:2025-11-20");

    @Option(
            names = "--images",
            description = "Sizes (default 10000, 1000000).",
            defaultValue = "10000,1000000",
            split = ",")
    List<Integer> sizes = List.of();

    @Option(names = "--projects", description = "Projects (default ${DEFAULT-VALUE}).", defaultValue = "2000")
    int projects;

    @Option(
            names = "--requests",
            description = "Requests of each kind (default ${DEFAULT-VALUE}).",
            defaultValue = "300")
    int requests;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        StringBuilder report = new StringBuilder("# Lists at scale\n\n")
                .append(Subject.machine())
                .append(" One caller at image-api, %d requests of each kind after as many that do not count.%n%n"
                        .formatted(requests))
                .append("| images | caller | page | p50 ms | p99 ms | CPU ms/request | buffers/request |\n")
                .append("| --- ".repeat(7))
                .append("|\n");
        for (int images : sizes) {
            try (Subject subject = Subject.start()) {
                Database database = subject.system().database();
                new Loader(images, projects).fill(database);
                try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
                    for (String user : List.of("demo", "admin")) {
                        measure(subject, new Buffers(connection), images, user, report);
                    }
                }
            }
        }
        System.out.println(report);
        return 0;
    }

    private void measure(Subject subject, Buffers buffers, int images, String user, StringBuilder report)
            throws IOException, InterruptedException, SQLException {
        URI url = URI.create(subject.system().url(Port.IMAGE_API));
        List<String> pages = new ArrayList<>();
        QUERIES.forEach(query -> pages.add("/v2/images?" + query));
        pages.add(1, farPage(Api.of(url, subject.system().token(user))));
        for (String page : pages) {
            // A token lives for minutes, and a run at a million images takes longer.
            Api api = Api.of(url, subject.system().token(user));
            repeat(api, page);
            long blocks = buffers.read(requests, () -> api.get(page));
            double cpu = total(subject);
            Samples times = repeat(api, page);
            double used = total(subject) - cpu;
            report.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s | %s | %.2f | %.2f | %.3f | %d |%n",
                    images,
                    user,
                    page.contains("marker") ? "the 200th" : page,
                    times.median(),
                    times.quantile(0.99),
                    used * 1000 / requests,
                    (buffers.read(requests, () -> api.get(page)) - blocks) / (requests + 1)));
            System.err.printf("%,d images, %s, %s%n", images, user, page);
        }
    }

    /** The last page where there are fewer than that. */
    private static String farPage(Api api) throws IOException, InterruptedException {
        String page = "/v2/images?limit=25";
        for (int i = 0; i < PAGES_BEFORE; i++) {
            JsonNode next = api.get(page).get("next");
            if (next == null) {
                break;
            }
            page = next.asText();
        }
        return page;
    }

    private Samples repeat(Api api, String page) throws IOException, InterruptedException {
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            api.get(page);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return new Samples(millis);
    }

    private static double total(Subject subject) {
        return subject.cpu().values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
