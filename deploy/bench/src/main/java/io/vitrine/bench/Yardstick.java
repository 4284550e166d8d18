package io.vitrine.bench;

import io.vitrine.local.process.ProcessId;
import io.vitrine.local.process.Programs;
import io.vitrine.local.process.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same bytes without an image service: written by dd, as durably as a store does, and sent by nginx. */
final class Yardstick implements AutoCloseable {
    /** What to do where it is not there. */
    static final String NO_NGINX =
            "nginx is not installed, so nothing is compared with it: apt-get install nginx-light.";

    private static final List<String> PLACES = List.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx");
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:%d;
                    root .;
                }
            }
            """;

    private final Path dir;
    private final Path copy;
    private Optional<Process> nginx = Optional.empty();
    private int port;

    /** @param dir on the file system of the store that it is compared with; removed at the end */
    Yardstick(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.copy = dir.resolve("copy");
    }

    /** Starts nginx where it is installed. */
    void start() throws IOException, InterruptedException {
        Optional<String> program = PLACES.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst();
        if (program.isEmpty()) {
            return;
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(dir.resolve("nginx.conf"), CONFIGURATION.formatted(port));
        Path log = dir.resolve("nginx.log");
        Process started = new ProcessBuilder(program.get(), "-p", dir + "/", "-c", "nginx.conf", "-e", log.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        nginx = Optional.of(started);
        while (!answers()) {
            if (!started.isAlive()) {
                throw new IOException("nginx did not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    boolean hasNginx() {
        return nginx.isPresent();
    }

    /** Writes the file with dd and waits until it is on disk. */
    void write(Path data) {
        Programs.Answer answer =
                Programs.run(List.of("dd", "if=" + data, "of=" + copy, "bs=1M", "conv=fsync", "status=none"), Map.of());
        if (answer.code() != 0) {
            throw new IllegalStateException("dd failed: " + answer.output());
        }
    }

    /** Of this process and all that it started: while dd writes nobody else has anything to do. */
    static Map<String, Double> ddCpu() {
        return Map.of("dd", cpu(ProcessHandle.current().pid()));
    }

    /** Has nginx send the file that was written last, to the client that downloads images. */
    void send(long size) throws IOException {
        new Transfer(URI.create("http://127.0.0.1:" + port), "").get("/copy", size);
    }

    Map<String, Double> nginxCpu() {
        return Map.of("nginx", nginx.map(process -> cpu(process.pid())).orElse(0.0));
    }

    private static double cpu(long pid) {
        return ProcessId.of(pid).map(id -> Usage.of(id).cpuSeconds()).orElse(0.0);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        nginx.ifPresent(Process::destroy);
        Subject.remove(dir);
    }
}
