package io.vitrine.storegateway.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.BlobCheck;
import io.vitrine.contracts.internal.BlobPage;
import io.vitrine.contracts.internal.BlobRef;
import io.vitrine.contracts.internal.BlobState;
import io.vitrine.contracts.internal.BlobVerdict;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.fake.FakeImageApi;
import io.vitrine.storegateway.fake.Gateway;
import io.vitrine.storegateway.fake.MemoryDriver;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreRegistry;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What image-api asks of stores. */
@QuarkusTest
@WithTestResource(Gateway.class)
class InventoryIT {
    @TestHTTPResource("/")
    URI front;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    FakeImageApi imageApi;

    @Inject
    MemoryDriver memory;

    @Inject
    StoreRegistry stores;

    @Inject
    ObjectMapper json;

    private final String name = Blobs.newName();
    private final byte[] bytes = Blobs.random(3_000_000);

    @BeforeEach
    @AfterEach
    void behave() {
        memory.behave();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory", "os_glance_staging_store"})
    void bytesAreSeenAndRemovedByNameOrUrl(String store) throws Exception {
        String url = put(store, name);
        String other = name + "1";
        put(store, other);

        assertThat(state(call(store, "stat", new BlobRef(name, null)))).isEqualTo(bytes.length);
        assertThat(state(call(store, "stat", new BlobRef(null, url)))).isEqualTo(bytes.length);
        assertThat(state(call(store, "remove", new BlobRef(null, url)))).isEqualTo(bytes.length);
        assertThat(state(call(store, "stat", new BlobRef(name, null)))).isNull();
        assertThat(state(call(store, "remove", new BlobRef(name, null)))).isNull();
        assertThat(state(call(store, "stat", new BlobRef(other, null)))).isEqualTo(bytes.length);
    }

    @Test
    void whatWasRemovedIsNeverWrittenAgain() throws Exception {
        call("disk", "remove", new BlobRef(name, null));

        assertThatThrownBy(() -> put("disk", name)).hasMessageContaining("has been used before");
    }

    @Test
    void bytesOnTheirWayAreNotRemoved() throws Exception {
        try (var upload = stores.byId("disk").orElseThrow().blobs().begin(name, OptionalLong.empty())) {
            Blobs.write(upload, bytes);
            assertProblem(call("disk", "remove", new BlobRef(name, null)), 409);
        }
    }

    @Test
    void aRefusalIsOneOnlyWhileTheBytesAreThere() throws Exception {
        put("memory", name);
        memory.failsToDelete = Kind.REFUSED;
        assertProblem(call("memory", "remove", new BlobRef(name, null)), 403);
        assertThat(state(call("memory", "stat", new BlobRef(name, null)))).isEqualTo(bytes.length);

        memory.failsToDelete = Kind.TRY_LATER;
        assertProblem(call("memory", "remove", new BlobRef(name, null)), 500);
    }

    @Test
    void aStoreThatIsNotMountedHasNotLostItsBytes() throws Exception {
        String url = put("disk", name);
        Path mark = Path.of(URI.create(url)).resolveSibling(".vitrine-store");
        Path aside = mark.resolveSibling("mark-aside");
        Files.move(mark, aside);
        try {
            assertProblem(call("disk", "stat", new BlobRef(Blobs.newName(), null)), 503);
            assertProblem(call("disk", "remove", new BlobRef(Blobs.newName(), null)), 503);
            assertThat(verdict("disk", check(url.replace(name, Blobs.newName()), bytes))
                            .outcome())
                    .isEqualTo(Outcome.UNREADABLE);
        } finally {
            Files.move(aside, mark);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "file:///etc/passwd", ".hidden"})
    void nothingButItsOwnObjectsIsTouched(String stranger) throws Exception {
        for (String call : List.of("stat", "remove")) {
            assertProblem(call("disk", call, new BlobRef(stranger, null)), 400);
            assertProblem(call("disk", call, new BlobRef(null, stranger)), 400);
        }
    }

    @Test
    void aStoreHoldsWhatItsListSays() throws Exception {
        put("disk", name);

        HttpResponse<String> answer = get("disk", "objects?limit=10000", token());

        BlobPage page = json.readValue(answer.body(), BlobPage.class);
        assertThat(page.entries())
                .anySatisfy(entry -> assertThat(entry).satisfies(found -> {
                    assertThat(found.name()).isEqualTo(name);
                    assertThat(found.size()).isEqualTo(bytes.length);
                    assertThat(found.leftover()).isFalse();
                }));
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "memory"})
    void everyByteIsCompared(String store) throws Exception {
        String url = put(store, name);

        assertThat(verdict(store, check(url, bytes))).isEqualTo(new BlobVerdict(Outcome.GOOD, null));
        byte[] flipped = bytes.clone();
        flipped[2_345_678] ^= 1;
        BlobCheck wrong = check(url, flipped);
        assertThat(verdict(store, wrong)).isEqualTo(new BlobVerdict(Outcome.DIFFERENT, "crc32c"));
        assertThat(verdict(store, known(wrong, null, wrong.checksum(), null)))
                .isEqualTo(new BlobVerdict(Outcome.DIFFERENT, "checksum"));
        assertThat(verdict(store, known(wrong, null, null, wrong.osHashValue())))
                .isEqualTo(new BlobVerdict(Outcome.DIFFERENT, "os_hash"));
        assertThat(verdict(store, check(url, new byte[7]))).isEqualTo(new BlobVerdict(Outcome.DIFFERENT, "size"));
        assertThat(verdict(store, check(url.replace(name, Blobs.newName()), bytes)))
                .isEqualTo(new BlobVerdict(Outcome.MISSING, "missing"));
    }

    @Test
    void aReadingThatBreaksOffSaysNothingAboutTheBytes() throws Exception {
        String url = put("memory", name);
        memory.missing = 1;

        assertThat(verdict("memory", check(url, bytes)).outcome()).isEqualTo(Outcome.UNREADABLE);
    }

    @Test
    void onlyImageApiMayAsk() throws Exception {
        for (String role : List.of("import-worker", "store-gateway", "key-cleanup", "service", "admin")) {
            String stranger = "Bearer " + imageApi.issuer().token(role);
            assertProblem(get("disk", "objects", stranger), 403);
            for (String call : List.of("stat", "remove", "verify")) {
                assertProblem(call("disk", call, new BlobRef(name, null), stranger), 403);
            }
        }
        assertProblem(get("disk", "objects", "Bearer garbage"), 401);
        assertThat(new Door(front)
                        .send(new Door(front)
                                .request("/internal/v1/stores/disk/objects")
                                .header("Authorization", token()))
                        .statusCode())
                .as("on the front door")
                .isEqualTo(404);
    }

    @Test
    void aStoreOfAnotherGatewayIsToldApart() throws Exception {
        HttpResponse<String> answer = call("elsewhere", "stat", new BlobRef(name, null));

        assertThat(assertProblem(answer, 404).type()).isEqualTo(Problem.UNKNOWN_STORE);
    }

    private String put(String store, String object) {
        return Blobs.put(stores.byId(store).orElseThrow().blobs(), object, bytes)
                .url()
                .toString();
    }

    private static BlobCheck check(String url, byte[] expected) throws Exception {
        CRC32C crc32c = new CRC32C();
        crc32c.update(expected);
        HexFormat hex = HexFormat.of();
        return new BlobCheck(
                url,
                expected.length,
                crc32c.getValue(),
                hex.formatHex(MessageDigest.getInstance("MD5").digest(expected)),
                "sha512",
                hex.formatHex(MessageDigest.getInstance("SHA-512").digest(expected)),
                null);
    }

    private static BlobCheck known(BlobCheck check, Long crc32c, String checksum, String hash) {
        return new BlobCheck(check.url(), check.size(), crc32c, checksum, "sha512", hash, null);
    }

    private Long state(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readValue(answer.body(), BlobState.class).size();
    }

    private BlobVerdict verdict(String store, BlobCheck check) throws Exception {
        HttpResponse<String> answer = call(store, "verify", check);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readValue(answer.body(), BlobVerdict.class);
    }

    private Problem assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readValue(answer.body(), Problem.class);
    }

    private String token() {
        return "Bearer " + imageApi.issuer().token("image-api");
    }

    private HttpResponse<String> call(String store, String call, Object body) throws Exception {
        return call(store, call, body, token());
    }

    private HttpResponse<String> call(String store, String call, Object body, String token) throws Exception {
        Door inside = new Door(management);
        return inside.send(inside.request("/internal/v1/stores/" + store + "/" + call)
                .header("Authorization", token)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpResponse<String> get(String store, String call, String token) throws Exception {
        Door inside = new Door(management);
        return inside.send(inside.request("/internal/v1/stores/" + store + "/" + call)
                .header("Authorization", token)
                .GET());
    }
}
