package io.vitrine.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers as Barbican does, or as scripted, and remembers every call. */
public final class StubKeyManager implements AutoCloseable {
    private static final int DELETED = 204;

    /** One call; whoever made it said for which project. */
    public record Call(Instant at, String method, String path, String project, boolean withToken) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Integer>> scripts = new ConcurrentHashMap<>();

    private StubKeyManager(HttpServer server) {
        this.server = server;
    }

    public static StubKeyManager start() {
        try {
            var stub = new StubKeyManager(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
            stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            stub.server.createContext("/", stub::handle);
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next calls about a key are answered so; then deletion works. */
    public void script(String key, Integer... statuses) {
        scripts.put(key, new ConcurrentLinkedQueue<>(List.of(statuses)));
    }

    /** Every call about a key. */
    public List<Call> about(String key) {
        return calls.stream().filter(call -> call.path().contains(key)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            boolean withToken = headers.containsKey("X-Auth-Token") || headers.containsKey("Authorization");
            calls.add(new Call(
                    Instant.now(), exchange.getRequestMethod(), path, headers.getFirst("X-Project-Id"), withToken));
            exchange.sendResponseHeaders(status(path), -1);
        }
    }

    private int status(String path) {
        return scripts.entrySet().stream()
                .filter(script -> path.contains(script.getKey()))
                .map(script -> script.getValue().poll())
                .filter(status -> status != null)
                .findFirst()
                .orElse(DELETED);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
