package io.vitrine.imageapi.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider that knows one key and answers in no time. What it signs is judged by the same code as Keycloak's tokens. */
final class TestIssuer {
    static final String KEY_ID = "test-key";
    private static final int KEY_BITS = 2048;

    private final HttpServer server;
    private final KeyPair keys;
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile boolean away;

    private TestIssuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    static TestIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(server, generator.generateKeyPair());
            server.createContext("/.well-known/openid-configuration", issuer::discovery);
            server.createContext("/jwks", issuer::jwks);
            server.createContext("/token", issuer::token);
            server.createContext("/away", exchange -> issuer.setAway(exchange, true));
            server.createContext("/back", exchange -> issuer.setAway(exchange, false));
            server.start();
            return issuer;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        server.stop(0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** PKCS #8, base64. */
    String privateKey() {
        return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
    }

    /** Tests live in another class loader: they turn this over HTTP, see {@link TestTokens#issuerIsAway}. */
    private void setAway(HttpExchange exchange, boolean gone) throws IOException {
        away = gone;
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void discovery(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/jwks\", \"token_endpoint\": \"%s/token\"}"
                        .formatted(url(), url(), url()));
    }

    /** Whoever asks is image-api, and whom it shows this to has no need to judge it. */
    private void token(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 300}"
                        .formatted("service-token-" + tokens.incrementAndGet()));
    }

    private void jwks(HttpExchange exchange) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                exchange,
                "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"%s\", \"use\": \"sig\", \"n\": \"%s\", \"e\": \"%s\"}]}"
                        .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent())));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = new byte[bytes.length - sign];
        System.arraycopy(bytes, sign, magnitude, 0, magnitude.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
