package io.vitrine.keycleanup.barbican;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** HTTP to where it is sent and nowhere else: no redirect, no proxy; certificates and host names are always verified. */
final class StrictHttp {
    static final Duration CONNECT = Duration.ofSeconds(3);
    /** Bodies of Barbican and Keystone are small; more than this is somebody else's page and counts as no answer. */
    private static final BodyHandler<byte[]> BODY = BodyHandlers.limiting(BodyHandlers.ofByteArray(), 64 * 1024);

    private final Duration total;
    private final HttpClient http;

    /** @param tls whom to trust in place of the Java runtime's authorities */
    StrictHttp(Optional<SSLContext> tls, Duration connect, Duration total) {
        this.total = total;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connect);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** When a conversation that begins now must be over, by {@link System#nanoTime}. */
    long deadline() {
        return System.nanoTime() + total.toNanos();
    }

    /** @throws HttpTimeoutException when the whole answer is not there by the deadline */
    HttpResponse<byte[]> send(HttpRequest.Builder request, long deadline) throws IOException, InterruptedException {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (!left.isPositive()) {
            throw new HttpTimeoutException("no time is left for another call");
        }
        return within(left, http.sendAsync(request.timeout(left).build(), BODY));
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
