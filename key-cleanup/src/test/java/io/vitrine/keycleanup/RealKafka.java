package io.vitrine.keycleanup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Kafka as it is, topics of our own, and by hand a token issuer and a key manager whose keys exist once. */
public final class RealKafka implements QuarkusTestResourceLifecycleManager {
    static final String COMMANDS = "it.keycleanup.commands";
    static final String RESULTS = "it.keycleanup.results";
    static final String DEAD = COMMANDS + ".dlq";

    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private HttpServer http;

    @Override
    public Map<String, String> start() {
        TestComponents components = TestComponents.ensure(Component.KAFKA);
        components.topics(COMMANDS, RESULTS, DEAD);
        String url = startHttp();
        return Map.of(
                "kafka.bootstrap.servers", components.kafka(),
                "mp.messaging.incoming.key-commands.topic", COMMANDS,
                "mp.messaging.incoming.key-commands.dead-letter-queue.topic", DEAD,
                "mp.messaging.outgoing.key-results.topic", RESULTS,
                "images.keys.manager", "barbican",
                "images.keys.barbican.endpoint", url,
                "quarkus.oidc-client.auth-server-url", url + "/realm");
    }

    private String startHttp() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String url = "http://127.0.0.1:" + http.getAddress().getPort();
        http.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, "{\"token_endpoint\": \"" + url + "/realm/token\"}"));
        http.createContext(
                "/realm/token",
                exchange -> answer(
                        exchange, 200, "{\"access_token\": \"t\", \"token_type\": \"Bearer\", \"expires_in\": 300}"));
        http.createContext(
                "/v1/secrets/",
                exchange ->
                        answer(exchange, deleted.add(exchange.getRequestURI().getPath()) ? 204 : 404, ""));
        http.start();
        return url;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (http != null) {
            http.stop(0);
        }
    }
}
