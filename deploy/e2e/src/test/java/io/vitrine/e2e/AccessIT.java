package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.Mint;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.IdentityAdmin;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and do what, and whose word counts. */
@OnVitrine
class AccessIT {
    private static final byte[] BYTES = RandomBytes.of(10_000, 5);
    private static final KeyPair KEY = Mint.newKey();
    private static final String NEW_IMAGE =
            "{\"name\": \"%s\", \"disk_format\": \"raw\", \"container_format\": \"bare\", \"visibility\": \"%s\"}";

    private static IdentityAdmin.Loan published;

    private final Vitrine vitrine;

    AccessIT(Vitrine vitrine) {
        this.vitrine = vitrine;
    }

    /** With a key that the realm really publishes, an expired token is wrong in nothing but its age. */
    @BeforeAll
    static void publishAKeyOfOurs(Vitrine vitrine) {
        published = vitrine.identity().publish("e2e-" + UUID.randomUUID(), KEY);
    }

    @AfterAll
    static void takeItBack() {
        published.close();
    }

    @Test
    void aPrivateImageDoesNotExistForAnotherProject() {
        // Given
        ImageClient demo = vitrine.as("demo");
        String id = image(demo, "mine", "private");
        ImageClient alt = vitrine.as("alt");

        // When
        List<Answer> answers = List.of(
                alt.show(id),
                alt.download(id),
                alt.delete(id),
                alt.upload(id, BYTES),
                alt.webDownload(id, "http://a/"));

        // Then
        answers.forEach(answer -> answer.expectError(404, ""));
        assertThat(listed(alt, "?limit=1000")).doesNotContain(id);
        assertThat(listed(alt, "?visibility=private")).doesNotContain(id);
        assertThat(alt.show(id).json().path("error").path("message").asText().replace(id, ""))
                .as("absent and forbidden look alike")
                .isEqualTo(alt.show(UUID.randomUUID().toString())
                        .json()
                        .path("error")
                        .path("message")
                        .asText()
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", ""));
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @ParameterizedTest
    @CsvSource({
        // visibility, who makes it, can alt show it, is it in alt's list, in alt's list of that visibility
        "public,    admin, true,  true,  true",
        "community, demo,  true,  false, true",
        "shared,    demo,  false, false, false",
        "private,   demo,  false, false, false"
    })
    void visibilityDecidesWhatAnotherProjectSees(
            String visibility, String owner, boolean shown, boolean listed, boolean listedWhenAskedFor) {
        // Given
        String id = image(vitrine.as(owner), "of " + visibility, visibility);

        // When
        ImageClient alt = vitrine.as("alt");

        // Then
        alt.show(id).expect(shown ? 200 : 404);
        alt.download(id).expect(shown ? 200 : 404);
        alt.delete(id).expect(shown ? 403 : 404);
        assertThat(listed(alt, "?limit=1000").contains(id)).isEqualTo(listed);
        assertThat(listed(alt, "?limit=1000&visibility=" + visibility).contains(id))
                .isEqualTo(listedWhenAskedFor);
        vitrine.as(owner).delete(id).expect(204);
    }

    @Test
    void onlyAnAdministratorPublishesAnImage() {
        vitrine.as("demo").create(NEW_IMAGE.formatted("p", "public")).expectError(403, "");
    }

    @Test
    void aTokenAsLongAsManyRolesMakeItPassesBothDoors() {
        vitrine.as("demo")
                .get("/v2/images?limit=1", "X-Filler", "x".repeat(28_000))
                .expect(200);
    }

    @Test
    void aReaderMayLookButNotTouch() {
        // Given
        ImageClient demo = vitrine.as("demo");
        String id = image(demo, "for readers", "private");

        // When
        ImageClient reader = vitrine.as("demo-reader");

        // Then
        reader.show(id).expect(200);
        assertThat(listed(reader, "?limit=1000")).contains(id);
        reader.download(id).expectError(403, "");
        reader.delete(id).expectError(403, "");
        reader.upload(id, BYTES).expectError(403, "");
        reader.create("{}").expectError(403, "");
        demo.delete(id).expect(204);
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        ImageClient nobody = vitrine.withToken("");
        String id = UUID.randomUUID().toString();
        for (Answer answer : List.of(
                nobody.list(""), nobody.show(id), nobody.download(id), nobody.upload(id, BYTES), nobody.delete(id))) {
            answer.expectError(401, "");
            assertThat(answer.header("WWW-Authenticate")).as("%s", answer).isPresent();
        }
    }

    @Test
    void anExpiredTokenIsRefusedThoughItsSignatureIsGood() {
        // Given
        String real = vitrine.as("demo").token();
        String keyId = keyIdOf(KEY);
        Mint mint = new Mint(KEY, keyId);
        Instant now = Instant.now();
        String fresh =
                mint.sign(real, claims -> claims.put("exp", now.plusSeconds(300).getEpochSecond()));
        // A verifier asks for new keys at most every half minute.
        await("a token signed with the published key is good")
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> vitrine.withToken(fresh).list("").status() == 200);

        // When
        String expired = mint.sign(
                real,
                claims -> claims.put("iat", now.minusSeconds(400).getEpochSecond())
                        .put("exp", now.minusSeconds(100).getEpochSecond()));

        // Then
        refused(expired);
        refused(mint.sign(real, claims -> claims.put("aud", "somebody-else")));
        refused(mint.sign(real, claims -> claims.put("iss", "http://127.0.0.1:1/realms/vitrine")));
        refused(mint.sign(real, claims -> claims.put("nbf", now.plusSeconds(200).getEpochSecond())));
    }

    @Test
    void aForgedTokenIsRefused() {
        String real = vitrine.as("demo").token();
        Mint forger = new Mint(Mint.newKey(), Mint.header(real).path("kid").asText());

        refused(forger.sign(real, claims -> {}));
        refused(new Mint(Mint.newKey(), "unheard-of").sign(real, claims -> {}));
        refused(Mint.unsigned(real));
        refused(real.substring(0, real.lastIndexOf('.') + 1));
        refused("rubbish");
    }

    @Test
    void aTokenOfAnotherRealmIsRefused() {
        String realm = "elsewhere-" + UUID.randomUUID();
        try (var loan = vitrine.identity().realm(realm)) {
            refused(vitrine.identity().tokenOf(realm, "demo"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/leases/renew",
                "/q/health",
                "//internal/v1/leases/renew",
                "/./internal/v1/leases/renew",
                "/v2/../internal/v1/leases/renew",
                "/%69nternal/v1/leases/renew",
                "/%2569nternal/v1/leases/renew",
                "/v2/%2e%2e/internal/v1/leases/renew",
                "/v2/..%2finternal/v1/leases/renew",
                "/Internal/v1/leases/renew",
                "/internal;a=b/v1/leases/renew",
                "/%71/metrics",
                "/v2/..%5cq/metrics",
                "/q/./health/ready"
            })
    void whatIsInternalIsNotFoundAtTheFrontDoor(String path) throws Exception {
        ImageClient worker = vitrine.withToken(vitrine.system().serviceToken(Service.IMPORT_WORKER));
        for (String method : List.of("GET ", "POST ")) {
            try (var call = new RawCall(worker, method + path, "Content-Length", "0")) {
                assertThat(call.answer().status()).as(method + path).isEqualTo(404);
            }
        }
    }

    @Test
    void eachInternalCallNamesItsCallers() {
        // Given
        String id = vitrine.as("demo").createRaw("for callers");
        String path = "/internal/v1/images/" + id + "/uploads";
        String body = "{\"holder\": \"nobody\", \"contentType\": \"application/octet-stream\"}";
        String user = vitrine.as("demo").token();

        // When
        Answer worker = internally(path, body, vitrine.system().serviceToken(Service.IMPORT_WORKER), user);
        Answer keys = internally(path, body, vitrine.system().serviceToken(Service.KEY_CLEANUP), user);
        Answer userAlone = internally(path, body, user, user);
        Answer nobody = internally(path, body, "", user);
        Answer gateway = internally(
                "/internal/v1/jobs/claim",
                "{\"holder\": \"nobody\"}",
                vitrine.system().serviceToken(Service.STORE_GATEWAY),
                user);

        // Then
        worker.expect(403);
        keys.expect(403);
        userAlone.expect(403);
        nobody.expect(401);
        gateway.expect(403);
        assertThat(vitrine.as("demo").status(id)).isEqualTo("queued");
        vitrine.as("demo").delete(id).expect(204);
    }

    @Test
    void aServiceAccountIsNobodyOnThePublicApi() {
        ImageClient gateway = vitrine.withToken(vitrine.system().serviceToken(Service.STORE_GATEWAY));
        assertThat(gateway.create("{}").status()).isIn(401, 403);
        assertThat(gateway.list("").status()).isIn(401, 403);
    }

    private Answer internally(String path, String body, String bearer, String user) {
        var straight = new ImageClient(vitrine.system().url(Port.IMAGE_API), () -> user);
        return bearer.isEmpty()
                ? straight.send("POST", path, BodyPublishers.ofString(body), "Content-Type", "application/json")
                : straight.send(
                        "POST",
                        path,
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + bearer);
    }

    private void refused(String token) {
        vitrine.withToken(token).list("").expectError(401, "");
        vitrine.withToken(token).download(UUID.randomUUID().toString()).expectError(401, "");
        vitrine.withToken(token).upload(UUID.randomUUID().toString(), BYTES).expectError(401, "");
    }

    private String keyIdOf(KeyPair key) {
        String modulus = Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned(key));
        return StreamSupport.stream(vitrine.identity().keys().path("keys").spliterator(), false)
                .filter(jwk -> jwk.path("n").asText().equals(modulus))
                .map(jwk -> jwk.path("kid").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Keycloak does not publish our key"));
    }

    private static byte[] unsigned(KeyPair key) {
        byte[] modulus = ((RSAPublicKey) key.getPublic()).getModulus().toByteArray();
        return modulus[0] == 0 ? Arrays.copyOfRange(modulus, 1, modulus.length) : modulus;
    }

    private String image(ImageClient owner, String name, String visibility) {
        String id = owner.create(NEW_IMAGE.formatted(name, visibility))
                .expect(201)
                .json()
                .path("id")
                .asText();
        owner.upload(id, BYTES).expect(204);
        return id;
    }

    private static List<String> listed(ImageClient caller, String query) {
        JsonNode images = caller.list(query).expect(200).json().path("images");
        return StreamSupport.stream(images.spliterator(), false)
                .map(image -> image.path("id").asText())
                .toList();
    }
}
