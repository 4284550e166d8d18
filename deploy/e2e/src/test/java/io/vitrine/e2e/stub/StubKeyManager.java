package io.vitrine.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers as Barbican does, or as scripted, or has a real one answer, and remembers every call. */
public final class StubKeyManager implements AutoCloseable {
    private static final int DELETED = 204;
    private static final int GONE = 404;

    /** One call; whoever made it said for which project. */
    public record Call(Instant at, String method, String path, String project, boolean withToken) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Integer>> scripts = new ConcurrentHashMap<>();
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

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

    /** Calls about a key go on to a real key manager. */
    public void passOn(String key, String url) {
        elsewhere.put(key, url);
    }

    /** The next call about a key deletes it, but its answer comes only when the latch is down; from then on the key is gone. */
    public CountDownLatch holdAnswer(String key) {
        var latch = new CountDownLatch(1);
        held.put(key, latch);
        return latch;
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
            String key = path.substring(path.lastIndexOf('/') + 1);
            exchange.sendResponseHeaders(elsewhere.containsKey(key) ? real(exchange, key) : effect(key, path), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int effect(String key, String path) throws InterruptedException {
        CountDownLatch latch = held.remove(key);
        if (latch == null) {
            return status(path);
        }
        script(key, GONE, GONE, GONE);
        latch.await();
        return DELETED;
    }

    private int real(HttpExchange exchange, String key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(elsewhere.get(key) + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
        for (String header : List.of("X-Project-Id", "X-Auth-Token", "OpenStack-API-Version", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
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
        held.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        http.close();
    }
}
