package io.vitrine.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server to import from, with manners of every kind. */
public final class WebServer implements AutoCloseable {
    /** What a path answers. */
    public interface Page {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    private WebServer(HttpServer server) {
        this.server = server;
    }

    public static WebServer start() {
        return start("127.0.0.1", 0);
    }

    /** @param port 0 for any free one */
    public static WebServer start(String address, int port) {
        try {
            var web = new WebServer(HttpServer.create(new InetSocketAddress(address, port), 0));
            web.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            web.server.createContext("/", web::handle);
            web.server.start();
            return web;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where a path is served. */
    public String url(String path) {
        String address = server.getAddress().getAddress().getHostAddress();
        return "http://%s:%d%s".formatted(address.contains(":") ? "[" + address + "]" : address, port(), path);
    }

    /** How often a path was asked for. */
    public int asked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    /** Serves anything; gives the address. */
    public String serve(String path, Page page) {
        pages.put(path, page);
        return url(path);
    }

    public String serve(String path, byte[] bytes) {
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    public String serve(String path, Path file) {
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        });
    }

    /** A sender that needs this long for all of it. */
    public String drip(String path, byte[] bytes, Duration duration) {
        int pieces = 40;
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            int piece = bytes.length / pieces + 1;
            for (int from = 0; from < bytes.length; from += piece) {
                exchange.getResponseBody().write(bytes, from, Math.min(piece, bytes.length - from));
                exchange.getResponseBody().flush();
                Thread.sleep(duration.dividedBy(pieces));
            }
        });
    }

    /** Takes the request and never says a word. */
    public String hang(String path) {
        return serve(path, exchange -> closing.await());
    }

    /** The first caller gets so many bytes, and the rest when he is let go; with none he gets no answer until then. Later ones get all. */
    public String stallOnce(String path, byte[] bytes, int first, CountDownLatch go) {
        var callers = new AtomicInteger();
        return serve(path, exchange -> {
            boolean stalls = callers.getAndIncrement() == 0;
            if (stalls && first == 0) {
                go.await();
            }
            exchange.sendResponseHeaders(200, bytes.length);
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, 0, first);
            if (stalls && first > 0) {
                out.flush();
                go.await();
            }
            out.write(bytes, first, bytes.length - first);
        });
    }

    public String redirect(String path, String to) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private void handle(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        asked.computeIfAbsent(path, name -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            pages.getOrDefault(path, missing -> exchange.sendResponseHeaders(404, -1))
                    .answer(exchange);
        } catch (IOException e) {
            // The caller has gone, as some are meant to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
