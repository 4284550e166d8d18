package io.vitrine.keycleanup.barbican;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** The one call we make. It goes to the configured endpoint and nowhere else: no redirect, no proxy, no host out of an image. */
final class BarbicanClient {
    static final Duration CONNECT = Duration.ofSeconds(3);
    static final Duration TOTAL = Duration.ofSeconds(15);
    /** Barbican's bodies are small; more than this is somebody else's page and counts as no answer. */
    private static final BodyHandler<byte[]> BODY = BodyHandlers.limiting(BodyHandlers.ofByteArray(), 64 * 1024);

    private final URI secrets;
    private final String version;
    private final Duration total;
    private final HttpClient http;

    BarbicanClient(URI endpoint, String version, Optional<SSLContext> tls, Duration connect, Duration total) {
        String base = endpoint.toString();
        this.secrets = URI.create((base.endsWith("/") ? base : base + "/") + "v1/secrets/");
        this.version = "key-manager " + version;
        this.total = total;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connect);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    static BarbicanClient configured(BarbicanConfig config) {
        URI endpoint = config.endpoint()
                .filter(uri ->
                        uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())))
                .orElseThrow(() ->
                        new IllegalStateException("images.keys.manager=barbican needs images.keys.barbican.endpoint,"
                                + " such as https://key-manager:9311."));
        return new BarbicanClient(endpoint, config.apiVersion(), config.ca().map(TrustedCa::context), CONNECT, TOTAL);
    }

    /** How long one attempt may take in all. */
    Duration patience() {
        return total;
    }

    /**
     * @param errorBody body of a 400, else empty; never to be logged
     * @param retryAfter header as sent, empty when absent
     */
    record Answer(int statusCode, String errorBody, Optional<String> retryAfter) {}

    Answer delete(UUID secret, String project, String token, long deadline) throws IOException, InterruptedException {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (!left.isPositive()) {
            throw new HttpTimeoutException("no time is left for another call");
        }
        HttpRequest request = HttpRequest.newBuilder(secrets.resolve(secret.toString()))
                .timeout(left)
                .header("X-Auth-Token", token)
                .header("X-Project-Id", project)
                .header("OpenStack-API-Version", version)
                .header("Accept", "application/json")
                .DELETE()
                .build();
        return answer(within(left, http.sendAsync(request, BODY)));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        String body = response.statusCode() == 400 ? new String(response.body(), StandardCharsets.UTF_8) : "";
        return new Answer(response.statusCode(), body, response.headers().firstValue("Retry-After"));
    }

    /** The request's own time-out ends with the head of the answer; this one covers the body too. */
    private static HttpResponse<byte[]> within(Duration left, CompletableFuture<HttpResponse<byte[]>> call)
            throws IOException, InterruptedException {
        try {
            return call.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(e.getCause());
        } finally {
            call.cancel(true);
        }
    }
}
