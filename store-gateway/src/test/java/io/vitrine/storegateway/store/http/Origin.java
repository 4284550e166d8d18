package io.vitrine.storegateway.store.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrine.contracts.egress.AddressRules;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.SourceFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server with manners of every kind, and stores that read from it. */
final class Origin implements SourceFixture, AutoCloseable {
    interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final boolean ranges;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();

    private Origin(HttpServer server, boolean ranges) {
        this.server = server;
        this.ranges = ranges;
    }

    static Origin start(boolean ranges) {
        try {
            Origin origin = new Origin(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), ranges);
            origin.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            origin.server.createContext("/", origin::handle);
            origin.server.start();
            return origin;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    BlobLocation at(String path) {
        return new BlobLocation(URI.create("http://127.0.0.1:" + port() + path));
    }

    Origin serve(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    Origin status(String path, int status) {
        return serve(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    Origin redirect(String path, String to) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    @Override
    public BlobLocation put(String name, byte[] bytes) {
        serve("/" + name, exchange -> send(exchange, bytes));
        return at("/" + name);
    }

    @Override
    public BlobLocation absent() {
        return at("/" + Blobs.newName());
    }

    @Override
    public BlobSource source() {
        return store(List.of("127.0.0.0/8"), "127.0.0.1:" + port());
    }

    static HttpSource store(List<String> lifted, String... hosts) {
        return store(new AddressRules(lifted, List.of()), name -> List.of(InetAddress.getByName("127.0.0.1")), hosts);
    }

    static HttpSource store(AddressRules addresses, CheckedDns.Resolver names, String... hosts) {
        UriRules rules = new UriRules(Set.of(hosts).stream()
                .map(host -> AllowedHost.parse(host).orElseThrow())
                .toList());
        HttpTimes times = new HttpTimes(Duration.ofSeconds(2), Duration.ofMillis(500));
        return new HttpSource(new Hops(rules, new CheckedDns(addresses, names), Optional.empty(), times));
    }

    private void send(HttpExchange exchange, byte[] bytes) throws IOException {
        String wanted = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(wanted == null ? "" : wanted);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
        } else if (!ranges || !range.matches()) {
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            int from = Integer.parseInt(range.group(1));
            int to = Math.min(Integer.parseInt(range.group(2)), bytes.length - 1);
            if (from >= bytes.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, to, bytes.length));
            exchange.sendResponseHeaders(206, to - from + 1L);
            exchange.getResponseBody().write(bytes, from, to - from + 1);
        }
    }

    private void handle(HttpExchange exchange) {
        asked.incrementAndGet();
        try (exchange) {
            pages.getOrDefault(exchange.getRequestURI().getPath(), missing -> missing.sendResponseHeaders(404, -1))
                    .answer(exchange);
        } catch (IOException e) {
            // The caller has gone, as some are meant to.
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
