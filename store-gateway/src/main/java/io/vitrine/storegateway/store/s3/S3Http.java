package io.vitrine.storegateway.store.s3;

import io.vitrine.storegateway.store.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/** The HTTP client of one store: a dead server costs seconds, never minutes. */
final class S3Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Silence of the server, not length of a transfer. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Some servers join the parts while we wait. */
    private static final int COMPLETION_MILLIS = (int) Duration.ofMinutes(10).toMillis();

    private static final int REQUESTS = 64;

    private S3Http() {}

    static OkHttpClient client(Optional<Trust> trust) {
        Dispatcher dispatcher = new Dispatcher(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("s3-", 0).factory()));
        dispatcher.setMaxRequests(REQUESTS);
        // The default of five a host is meant for browsers; a store is one host.
        dispatcher.setMaxRequestsPerHost(REQUESTS);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(REQUESTS / 4, 1, TimeUnit.MINUTES))
                // Streams of one HTTP/2 connection share its window: several times slower and dearer for bytes.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT)
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                .followRedirects(false)
                .addInterceptor(S3Http::patientWithCompletions);
        trust.ifPresent(own -> client.sslSocketFactory(own.sockets(), own.manager()));
        return client.build();
    }

    private static Response patientWithCompletions(Interceptor.Chain chain) throws java.io.IOException {
        boolean completion =
                chain.request().method().equals("POST") && chain.request().url().queryParameter("uploadId") != null;
        return completion
                ? chain.withReadTimeout(COMPLETION_MILLIS, TimeUnit.MILLISECONDS)
                        .proceed(chain.request())
                : chain.proceed(chain.request());
    }
}
