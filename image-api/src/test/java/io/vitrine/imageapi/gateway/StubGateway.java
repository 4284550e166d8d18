package io.vitrine.imageapi.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vitrine.imageapi.sql.Sql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that answers as a test tells it to, and remembers what it was asked. */
public final class StubGateway implements AutoCloseable {
    /** What is asked of it: method, path with query, bearer token, body. */
    public record Asked(String method, String path, String token, String body) {}

    /** Status and JSON of an answer. */
    public record Answer(int status, String json) {
        /** A refusal as gateways write them. */
        public static Answer problem(int status, String slug, String detail) {
            return new Answer(
                    status,
                    "{\"type\": \"urn:vitrine:problem:%s\", \"title\": \"-\", \"status\": %d, \"detail\": \"%s\"}"
                            .formatted(slug, status, detail));
        }
    }

    /** Decides what is answered; may wait. */
    @FunctionalInterface
    public interface Behaviour {
        Answer to(Asked asked) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(StubGateway.class);

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    private StubGateway(HttpServer server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    public static StubGateway start(Behaviour behaviour) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StubGateway gateway = new StubGateway(server, behaviour);
        server.createContext("/internal/v1/", gateway::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return gateway;
    }

    public void behave(Behaviour now) {
        behaviour = now;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    /** Makes it the only gateway that lives, before others are announced beside it. */
    public void alone(Sql sql, String id) {
        sql.update("delete from gateways");
        announce(sql, id, url());
    }

    public static void announce(Sql sql, String id, String url) {
        sql.update(
                "insert into gateways (id, url, version, seen_at) values (?, ?, 'test', clock_timestamp())", id, url);
    }

    private void handle(HttpExchange exchange) throws IOException {
        // A behaviour may be the first to use a bean, and its configuration is found by this.
        Thread.currentThread().setContextClassLoader(StubGateway.class.getClassLoader());
        try (exchange) {
            Asked call = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(call);
            Answer answer = behaviour.to(call);
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | IOException e) {
            // The server would only close the connection, and the test could not say why.
            LOG.error("the stub of a gateway gives no answer", e);
            throw e;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
