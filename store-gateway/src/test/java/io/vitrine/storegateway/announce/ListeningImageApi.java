package io.vitrine.storegateway.announce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An image-api that does nothing but listen to announcements, and the issuer that it trusts. */
public final class ListeningImageApi {
    /** One announcement as it came in. */
    public record Heard(String path, String authorization, String body) {}

    private static final List<Heard> HEARD = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    public ListeningImageApi() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String issuer() {
        return url() + "/issuer";
    }

    /** Everything that any of them heard in this JVM. */
    public static List<Heard> heard() {
        return HEARD;
    }

    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith("/internal/v1/gateways/")) {
            HEARD.add(new Heard(path, exchange.getRequestHeaders().getFirst("Authorization"), body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        String text = switch (path) {
            case "/issuer/.well-known/openid-configuration" -> """
                {"issuer":"%1$s","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}""".formatted(issuer());
            case "/issuer/token" -> """
                {"access_token":"a-service-token","token_type":"Bearer","expires_in":300}""";
            default -> "{\"keys\":[]}";
        };
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}
