package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Connects to an address that somebody else has checked; {@code Host}, SNI and the certificate check keep the name. Nothing between check
 * and connect resolves again, so a name server that changes its mind gains nothing. No redirect, no cookie, and no header
 * that it was not told to send.
 */
final class PinnedClient {
    /** A name with more addresses than this is not tried to the end. */
    private static final int ADDRESSES = 4;

    private final HttpClient http;
    private final FetchLimits limits;
    private final Egress egress;

    PinnedClient(HttpClient http, FetchLimits limits, Egress egress) {
        this.http = http;
        this.limits = limits;
        this.egress = egress;
    }

    static HttpClientOptions options(FetchLimits limits) {
        int connect = Math.toIntExact(limits.connect().toMillis());
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                // Jobs are bounded by their slots; a pool that makes them wait for each other would eat their
                // time-outs.
                .setMaxPoolSize(1_000)
                .setConnectTimeout(connect)
                .setSslHandshakeTimeout(connect)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(32 * 1024)
                .setTrustAll(false)
                .setVerifyHost(true);
    }

    /**
     * Asks for the target at one of the addresses, in their order, the next one only when no connection comes about.
     *
     * @param deadline {@link System#nanoTime} at which every wait ends
     * @throws IOException no connection, no TLS, no answer in time, or nothing that is HTTP
     */
    Answer get(Context context, Target target, Map<String, String> headers, List<InetAddress> checked, long deadline)
            throws IOException, InterruptedException {
        IOException last = new IOException("no address");
        for (InetAddress address : checked.subList(0, Math.min(ADDRESSES, checked.size()))) {
            RequestOptions options = options(target, headers);
            egress.route(options, target, address);
            HttpClientRequest request;
            try {
                request = await(
                        context,
                        () -> http.request(options).map(PinnedClient::quiet),
                        within(deadline, limits.connect()),
                        HttpClientRequest::reset);
            } catch (IOException e) {
                last = e;
                continue;
            }
            return answer(context, request, deadline);
        }
        throw last;
    }

    private Answer answer(Context context, HttpClientRequest request, long deadline)
            throws IOException, InterruptedException {
        boolean answered = false;
        try {
            Answer answer = await(
                    context,
                    () -> request.send().map(head -> new Answer(context, head)),
                    within(deadline, limits.firstByte()),
                    Answer::close);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                context.runOnContext(now -> request.reset());
            }
        }
    }

    private static Duration within(long deadline, Duration patience) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return left.compareTo(patience) < 0 ? left : patience;
    }

    /** Breaking off is said by the future of the answer; without a handler the client would call it an error in the log as well. */
    private static HttpClientRequest quiet(HttpClientRequest request) {
        return request.exceptionHandler(e -> {});
    }

    private static RequestOptions options(Target target, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(target.host().text())
                .setPort(target.port())
                .setSsl(target.https())
                .setURI(target.path())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "vitrine")
                .putHeader("Accept", "*/*")
                .putHeader("Accept-Encoding", "identity");
        headers.forEach(options::putHeader);
        return options;
    }

    private interface Call<T> {
        Future<T> start();
    }

    /** Whatever arrives after the wait is over is dropped: no connection stays behind. */
    private static <T> T await(Context context, Call<T> call, Duration patience, Consumer<T> drop)
            throws IOException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(now -> call.start()
                .onSuccess(value -> {
                    if (!result.complete(value)) {
                        drop.accept(value);
                    }
                })
                .onFailure(result::completeExceptionally));
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("timed out", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            result.cancel(false);
        }
    }
}
