package io.vitrine.storegateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.store.s3.ScriptedS3;
import io.vitrine.storegateway.store.s3.ScriptedS3.Op;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with a small heap, between a fake image-api and a bucket that counts bytes and throws them away. */
@Tag("long")
class SmallGatewayIT {
    private static final int UPLOADS = 20;
    private static final long MIB = 1 << 20;
    /** Of each upload; a smaller one only tries the test itself. */
    private static final long SIZE = Long.getLong("vitrine.long.mib", 4096) * MIB;
    /** What may come on top of the first quarter's memory until the end. */
    private static final long SLACK = 48 * MIB;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int front = freePort();
    private final int management = freePort();

    /** Memory of a process in bytes. */
    private record Memory(long resident, long peak, long heap) {}

    @Test
    void twentyUploadsAtOnceNeedNoMoreMemoryTheLongerTheyTake(@TempDir Path dir) throws Exception {
        int apiPort = freePort();
        FakeImageApi imageApi = new FakeImageApi(apiPort);
        try (ScriptedS3 bucket = new ScriptedS3(0, true)) {
            Process gateway = start(dir, settings(dir, "http://127.0.0.1:" + apiPort, bucket));
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                await().atMost(Duration.ofMinutes(1)).until(this::isReady);
                long began = System.nanoTime();
                List<Future<String>> uploads = new ArrayList<>();
                for (int i = 0; i < UPLOADS; i++) {
                    // As the glance command sends, and as one that knows the size.
                    boolean chunked = i % 2 == 0;
                    uploads.add(senders.submit(() -> upload(chunked)));
                }
                Memory early = null;
                long heap = 0;
                while (!uploads.stream().allMatch(Future::isDone) && gateway.isAlive()) {
                    Thread.sleep(500);
                    Memory now = memory(gateway);
                    heap = Math.max(heap, now.heap());
                    if (early == null && bucket.received() > UPLOADS * SIZE / 4) {
                        early = now;
                    }
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                Memory late = memory(gateway);

                for (Future<String> upload : uploads) {
                    assertThat(upload.get()).contains(" 204 ");
                }
                assertThat(bucket.received()).isEqualTo(UPLOADS * SIZE);
                assertThat(bucket.unfinished()).isZero();
                assertThat(early).isNotNull();
                System.out.printf(
                        "%d uploads of %d MiB in %.0f s, %.0f MB/s in all, %d parts; heap at most %d MiB, resident %d MiB after a quarter, %d at the end, %d at most%n",
                        UPLOADS,
                        SIZE / MIB,
                        seconds,
                        UPLOADS * SIZE / 1e6 / seconds,
                        bucket.served(Op.PART),
                        heap / MIB,
                        early.resident() / MIB,
                        late.resident() / MIB,
                        late.peak() / MIB);
                assertThat(late.peak()).isLessThan(early.resident() + SLACK);
            } finally {
                gateway.destroyForcibly().waitFor();
                imageApi.stop();
            }
        }
    }

    private Map<String, String> settings(Path dir, String imageApi, ScriptedS3 bucket) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", String.valueOf(front));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", String.valueOf(management));
        settings.put("images.image-api.url", imageApi);
        settings.put("quarkus.oidc.auth-server-url", imageApi + "/issuer");
        settings.put("quarkus.oidc-client.auth-server-url", imageApi + "/issuer");
        settings.put("quarkus.oidc-client.credentials.secret", "secret");
        settings.put("images.stores.default", "bucket");
        settings.put("images.stores.bucket.type", "s3");
        settings.put("images.stores.bucket.s3.endpoint", bucket.endpoint().toString());
        settings.put("images.stores.bucket.s3.bucket", "bucket");
        settings.put("images.stores.bucket.s3.access-key", "access");
        settings.put("images.stores.bucket.s3.secret-key", "secret");
        settings.put("images.import.staging.dir", dir.resolve("staging").toString());
        settings.put("images.s3.scratch-dir", dir.toString());
        settings.put("kafka.bootstrap.servers", "127.0.0.1:1");
        settings.put("quarkus.log.category.\"org.apache.kafka\".level", "ERROR");
        return settings;
    }

    private static Process start(Path dir, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("gateway.log").toFile())
                .start();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String upload(boolean chunked) throws IOException {
        byte[] block = Door.random((int) MIB);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front)) {
            OutputStream out = socket.getOutputStream();
            String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE;
            out.write(ascii(
                    "PUT /v2/images/" + Door.anImage() + "/file HTTP/1.1\r\nHost: test\r\nX-Auth-Token: a-token\r\n"
                            + "Content-Type: application/octet-stream\r\nX-Image-Meta-Store: bucket\r\n" + length
                            + "\r\n\r\n"));
            for (long sent = 0; sent < SIZE; sent += block.length) {
                out.write(chunked ? ascii(Integer.toHexString(block.length) + "\r\n") : new byte[0]);
                out.write(block);
                out.write(chunked ? ascii("\r\n") : new byte[0]);
            }
            out.write(chunked ? ascii("0\r\n\r\n") : new byte[0]);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Memory memory(Process gateway) throws Exception {
        Map<String, Long> kib = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + gateway.pid() + "/status"))) {
            if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
                kib.put(line.substring(0, 5), Long.valueOf(line.replaceAll("\\D", "")));
            }
        }
        double heap = get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        return new Memory(kib.get("VmRSS") * 1024, kib.get("VmHWM") * 1024, (long) heap);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
