package io.vitrine.imageapi.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.imageapi.problem.RequestId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call to one gateway. It ends within its time whatever the gateway does, and always with a value. */
@ApplicationScoped
class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int UNAUTHENTICATED = 401;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // The token is for the gateway that announced itself, and for nobody it points at.
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final ServiceToken token;
    private final ObjectMapper json;

    GatewayClient(ServiceToken token, ObjectMapper json) {
        this.token = token;
        this.json = json;
    }

    <T> GatewayAnswer<T> call(Gateway gateway, GatewayCall<T> call) {
        long deadline = System.nanoTime() + call.timeout().toNanos();
        GatewayAnswer<T> answer = attempt(gateway, call, deadline);
        // A token that was revoked, or signed by a key that is no more: a fresh one may be accepted.
        return answer instanceof GatewayAnswer.Refused<T> refused
                        && refused.problem().status() == UNAUTHENTICATED
                ? attempt(gateway, call, deadline)
                : answer;
    }

    private <T> GatewayAnswer<T> attempt(Gateway gateway, GatewayCall<T> call, long deadline) {
        Optional<String> mine = token.get();
        if (mine.isEmpty()) {
            return new GatewayAnswer.Silent<>(gateway, "there is no service token to call it with");
        }
        CompletableFuture<HttpResponse<byte[]>> sent = null;
        try {
            sent = http.sendAsync(request(gateway, call, mine.get()), BodyHandlers.ofByteArray());
            HttpResponse<byte[]> response = sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (response.statusCode() == UNAUTHENTICATED) {
                token.refused(mine.get());
            }
            return read(gateway, call, response);
        } catch (ExecutionException e) {
            return new GatewayAnswer.Silent<>(gateway, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return new GatewayAnswer.Silent<>(gateway, "no answer within " + call.timeout());
        } catch (IOException | IllegalArgumentException e) {
            return new GatewayAnswer.Silent<>(gateway, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GatewayAnswer.Silent<>(gateway, "this process ends");
        } finally {
            if (sent != null) {
                sent.cancel(true);
            }
        }
    }

    private <T> HttpRequest request(Gateway gateway, GatewayCall<T> call, String mine) throws JsonProcessingException {
        String base = gateway.url().replaceAll("/+$", "");
        BodyPublisher body = call.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(json.writeValueAsBytes(call.body()));
        return HttpRequest.newBuilder(URI.create(base + call.path()))
                .header("Authorization", "Bearer " + mine)
                .header("Content-Type", "application/json")
                .header(RequestId.HEADER, "req-" + UUID.randomUUID())
                .method(call.method(), body)
                .build();
    }

    private <T> GatewayAnswer<T> read(Gateway gateway, GatewayCall<T> call, HttpResponse<byte[]> response)
            throws IOException {
        byte[] body = response.body();
        if (response.statusCode() / 100 == 2) {
            return new GatewayAnswer.Done<>(gateway, body.length == 0 ? null : json.readValue(body, call.answer()));
        }
        return new GatewayAnswer.Refused<>(gateway, json.readValue(body, Problem.class));
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
