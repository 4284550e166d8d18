package io.vitrine.storegateway.inspect;

import static io.vitrine.storegateway.fake.Door.anImage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.StagedVerdict;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.inspect.Corpus.Sample;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Staged bytes go to a worker with what they were found to be, and never with a good word that they do not deserve. */
@QuarkusTest
@WithTestResource(Gateway.class)
class StagedIT {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    private final String task = anImage();
    private Door inside;
    private HttpClient client;

    /** @param verdict null when the answer was cut before it */
    private record Answered(
            int status, byte[] bytes, @Nullable StagedVerdict verdict) {}

    @BeforeEach
    void open() {
        inside = new Door(management);
        memory.behave();
        client = vertx.createHttpClient();
    }

    @AfterEach
    void close() {
        client.close();
    }

    static Stream<Sample> bare() {
        Predicate<Sample> small = sample -> sample.bytes().length < 1 << 20;
        return Corpus.all().filter(small);
    }

    @ParameterizedTest
    @MethodSource("bare")
    void theVerdictIsThatOfTheInspector(Sample sample) throws Exception {
        stage(sample.bytes());
        imageApi.image(task).formats(sample.declared(), "bare").allowsVirtualBytes(InspectionTest.CAP);

        Answered answer = staged(worker());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(sample.bytes());
        if (sample.refusal().isEmpty()) {
            assertThat(answer.verdict()).isEqualTo(new StagedVerdict(sample.found(), sample.virtualSize(), null));
        } else {
            assertThat(answer.verdict().format()).isNull();
            assertThat(answer.verdict().refusal()).contains(sample.refusal());
        }
    }

    @Test
    void whatIsInAContainerGetsNoGoodWord() throws Exception {
        stage(new byte[1000]);
        imageApi.image(task).formats("raw", "ova");

        assertThat(staged(worker()).verdict()).isEqualTo(new StagedVerdict(null, null, null));
    }

    @Test
    void bytesThatAreNotWhatWasStagedAreCutOff() throws Exception {
        stage(new byte[300_000]);
        imageApi.image(task).formats("raw", "bare").claimsCrc32c(1);

        assertThat(staged(worker()).verdict()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "service", "store-gateway", "image-api", "key-cleanup"})
    void onlyTheWorkerGetsThem(String role) throws Exception {
        stage(new byte[1000]);

        assertThat(staged("Bearer " + imageApi.issuer().token(role)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void whatImageApiRefusesIsPassedOn(int status) throws Exception {
        imageApi.image(task).refuses(status);

        Answered answer = staged(worker());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(new String(answer.bytes())).contains("Detail of " + status);
    }

    /** Without an inspection, as a user's staging is written. */
    private void stage(byte[] bytes) throws Exception {
        imageApi.image(task).formats("raw", "ova").takesAnother();
        var put = inside.request("/internal/v1/jobs/" + task + "/stores/memory/data")
                .header(Placement.GENERATION_HEADER, "7")
                .header("Authorization", worker())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        assertThat(inside.send(put).statusCode()).isEqualTo(201);
    }

    private String worker() {
        return "Bearer " + imageApi.issuer().token("import-worker");
    }

    private Answered staged(String authorization) throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(management
                        .resolve("/internal/v1/jobs/" + task + "/staged")
                        .toString())
                .putHeader(Placement.GENERATION_HEADER, "7")
                .putHeader("Authorization", authorization);
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(head -> head.body()
                        .map(body -> new Answered(
                                head.statusCode(), body.getBytes(), verdict(head.getTrailer(StagedVerdict.TRAILER))))
                        .otherwise(cut -> new Answered(head.statusCode(), new byte[0], null)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private @Nullable StagedVerdict verdict(@Nullable String trailer) {
        try {
            return trailer == null
                    ? null
                    : json.readValue(Base64.getUrlDecoder().decode(trailer), StagedVerdict.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
