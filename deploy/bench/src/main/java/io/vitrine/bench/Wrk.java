package io.vitrine.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Runs wrk with the script of this module. wrk is light enough to share two cores with what it measures. */
final class Wrk {
    /**
     * One run.
     *
     * @param p50Millis median latency
     * @param failures answers outside 2xx and 3xx, and broken connections
     */
    record Result(long requests, double seconds, double p50Millis, double p99Millis, long failures) {
        double rate() {
            return requests / seconds;
        }
    }

    private final Path script;

    Wrk() throws IOException {
        script = Files.createTempFile("vitrine-bench", ".lua");
        script.toFile().deleteOnExit();
        try (InputStream in = Wrk.class.getResourceAsStream("/calls.lua")) {
            Files.copy(java.util.Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @param environment what the script reads: CALL, TOKEN, IDS */
    Result run(String url, int connections, int seconds, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        url))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process wrk = builder.start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        for (String line : output.split("\n")) {
            if (line.startsWith("RESULT ")) {
                String[] f = line.split(" ");
                return new Result(
                        Long.parseLong(f[1]),
                        Double.parseDouble(f[2]) / 1e6,
                        Double.parseDouble(f[3]) / 1e3,
                        Double.parseDouble(f[4]) / 1e3,
                        Long.parseLong(f[5]));
            }
        }
        throw new IOException("wrk said nothing to read: " + output);
    }
}
