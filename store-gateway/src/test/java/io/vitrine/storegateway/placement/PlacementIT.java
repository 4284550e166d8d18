package io.vitrine.storegateway.placement;

import static io.vitrine.storegateway.fake.Door.anImage;
import static io.vitrine.storegateway.fake.Door.random;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.Placement;
import io.vitrine.contracts.internal.Placements;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.store.StoreException;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Import-worker's call, on the port of the internal API. */
@QuarkusTest
@WithTestResource(Gateway.class)
class PlacementIT {
    @TestHTTPResource("/")
    URI front;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    @Inject
    ObjectMapper json;

    private final String task = anImage();
    private final byte[] bytes = random(20_000_000);
    private Door inside;

    @BeforeEach
    void open() {
        inside = new Door(management);
        memory.behave();
    }

    @Test
    void bytesArePlacedAndTheirDigestsTold() throws Exception {
        HttpResponse<String> answer = place("disk", HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        assertThat(answer.statusCode()).isEqualTo(201);
        Placement placement = only(answer);
        var upload = imageApi.uploadsOf(task).getFirst();
        assertThat(placement.store()).isEqualTo("disk");
        assertThat(placement.size()).isEqualTo(bytes.length);
        assertThat(placement.checksum()).isEqualTo(upload.commit.getString("checksum"));
        assertThat(placement.osHashAlgo()).isEqualTo("sha512");
        assertThat(placement.osHashValue()).isEqualTo(upload.commit.getString("os_hash_value"));
        assertThat(upload.open.getLong("generation")).isEqualTo(7);
        assertThat(upload.open.getLong("size")).isEqualTo(bytes.length);
        assertThat(upload.userToken).isNull();
    }

    @Test
    void theSizeMayBeUnknown() throws Exception {
        HttpResponse<String> answer = place(
                "memory", HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), worker());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(imageApi.uploadsOf(task).getFirst().open.getLong("size")).isNull();
        assertThat(memory.blobs.values()).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void storedBytesAreCopied(String from) throws Exception {
        String to = from.equals("disk") ? "memory" : "disk";
        place(from, HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        imageApi.image(task).takesAnother();

        HttpResponse<String> answer = copy(to);

        assertThat(answer.statusCode()).isEqualTo(201);
        Placement placement = only(answer);
        assertThat(placement.store()).isEqualTo(to);
        var written = imageApi.uploadsOf(task);
        assertThat(placement.osHashValue()).isEqualTo(written.getFirst().commit.getString("os_hash_value"));
        assertThat(written.getLast().commit.getString("os_hash_value")).isEqualTo(placement.osHashValue());
        assertThat(written.getLast().open.getLong("size")).isEqualTo(bytes.length);
    }

    @Test
    void placedBytesAreRefusedForWhatTheyAre() throws Exception {
        imageApi.image(task).formats("qcow2", "bare");
        assertProblem(place("disk", HttpRequest.BodyPublishers.ofByteArray(bytes), worker()), 415);
        assertThat(imageApi.uploadsOf(task).getLast().abort).isEqualTo("format_refused");
        assertThat(imageApi.uploadsOf(task).getLast().commit).isNull();
    }

    @Test
    void copiedBytesAreRefusedForWhatTheyAre() throws Exception {
        place("disk", HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        imageApi.image(task).takesAnother().formats("qcow2", "bare");
        assertProblem(copy("memory"), 415);
        assertThat(imageApi.uploadsOf(task).getLast().abort).isEqualTo("format_refused");
        assertThat(memory.blobs)
                .doesNotContainKey(imageApi.uploadsOf(task).getLast().objectName());
    }

    @Test
    void bytesThatAreNotWhatWasStoredAreNotCopied() throws Exception {
        place("disk", HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        imageApi.image(task).takesAnother().claimsCrc32c(1);

        assertProblem(copy("memory"), 500);

        assertThat(imageApi.uploadsOf(task).getLast().abort).isEqualTo("store_broken");
    }

    @Test
    void aCopyIntoAStoreThatIsFullEndsThere() throws Exception {
        place("disk", HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        imageApi.image(task).takesAnother();
        memory.failsToWrite = StoreException.Kind.FULL;

        assertProblem(copy("memory"), 413);

        assertThat(imageApi.uploadsOf(task).getLast().abort).isEqualTo("store_full");
    }

    private HttpResponse<String> copy(String store) throws Exception {
        return inside.send(inside.request("/internal/v1/jobs/" + task + "/stores/" + store + "/copy")
                .header(Placement.GENERATION_HEADER, "7")
                .header("Authorization", worker())
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    static Stream<Function<FakeImageApi, String>> strangers() {
        return Stream.of(
                api -> null,
                api -> "Basic x",
                api -> "Bearer garbage",
                api -> "Bearer " + api.issuer().expired("import-worker"),
                api -> "Bearer " + api.issuer().forAnother("import-worker"),
                api -> "Bearer " + api.issuer().forged("import-worker"),
                api -> "Bearer " + api.issuer().idToken("import-worker"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void withoutAServiceTokenItIsA401(Function<FakeImageApi, String> authorization) throws Exception {
        HttpResponse<String> answer =
                place("disk", HttpRequest.BodyPublishers.ofByteArray(new byte[10]), authorization.apply(imageApi));
        assertProblem(answer, 401);
        assertThat(imageApi.uploadsOf(task)).isEmpty();
    }

    @Test
    void aRoleOfTheRealmCountsAsImageApiCountsIt() throws Exception {
        HttpResponse<String> answer = place(
                "disk",
                HttpRequest.BodyPublishers.ofByteArray(new byte[10]),
                "Bearer " + imageApi.issuer().realmToken("import-worker"));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "service", "store-gateway", "image-api", "key-cleanup"})
    void otherRolesAreA403(String role) throws Exception {
        HttpResponse<String> answer = place(
                "disk",
                HttpRequest.BodyPublishers.ofByteArray(new byte[10]),
                "Bearer " + imageApi.issuer().token(role));
        assertProblem(answer, 403);
        assertThat(imageApi.uploadsOf(task)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 413})
    void aRefusalIsPassedOn(int status) throws Exception {
        imageApi.image(task).refuses(status);
        HttpResponse<String> answer = place("disk", HttpRequest.BodyPublishers.ofByteArray(new byte[10]), worker());
        Problem problem = assertProblem(answer, status);
        assertThat(problem.detail()).isEqualTo("Detail of " + status);
    }

    @Test
    void aFullStoreIsTold() throws Exception {
        memory.failsToWrite = StoreException.Kind.FULL;
        HttpResponse<String> answer = place("memory", HttpRequest.BodyPublishers.ofByteArray(bytes), worker());
        assertProblem(answer, 413);
        assertThat(imageApi.uploadsOf(task).getFirst().abort).isEqualTo("store_full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5"})
    void theGenerationMustBeANumber(String generation) throws Exception {
        HttpRequest.Builder request = inside.request("/internal/v1/jobs/" + task + "/stores/disk/data")
                .header("Authorization", worker())
                .header(Placement.GENERATION_HEADER, generation)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[10]));
        assertProblem(inside.send(request), 400);
    }

    @Test
    void aTaskThatIsNoIdIsA404() throws Exception {
        HttpRequest.Builder request = inside.request("/internal/v1/jobs/x/stores/disk/data")
                .header("Authorization", worker())
                .header(Placement.GENERATION_HEADER, "7")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[10]));
        assertProblem(inside.send(request), 404);
    }

    @Test
    void onTheFrontDoorThereIsNoSuchCall() throws Exception {
        Door outside = new Door(front);
        HttpRequest.Builder request = outside.request("/internal/v1/jobs/" + task + "/stores/disk/data")
                .header("Authorization", worker())
                .header(Placement.GENERATION_HEADER, "7")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[10]));
        assertThat(outside.send(request).statusCode()).isEqualTo(404);
        assertThat(imageApi.uploadsOf(task)).isEmpty();
    }

    private Placement only(HttpResponse<String> answer) throws Exception {
        Placements placements = json.readValue(answer.body(), Placements.class);
        assertThat(placements.missed()).isEmpty();
        assertThat(placements.placed()).hasSize(1);
        return placements.placed().getFirst();
    }

    private String worker() {
        return "Bearer " + imageApi.issuer().token("import-worker");
    }

    private HttpResponse<String> place(String store, HttpRequest.BodyPublisher body, String authorization)
            throws Exception {
        HttpRequest.Builder request = inside.request("/internal/v1/jobs/" + task + "/stores/" + store + "/data")
                .header(Placement.GENERATION_HEADER, "7")
                .PUT(body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return inside.send(request);
    }

    private Problem assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        Problem problem = json.readValue(answer.body(), Problem.class);
        assertThat(problem.status()).isEqualTo(status);
        return problem;
    }
}
