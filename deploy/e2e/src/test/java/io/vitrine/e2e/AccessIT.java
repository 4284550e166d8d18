package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.Mint;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.IdentityAdmin;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
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
