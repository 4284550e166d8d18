package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealmTest {
    private final JsonNode realm = read();

    @Test
    void tokensAreShortLived() {
        assertThat(realm.get("accessTokenLifespan").asInt()).isEqualTo(300);
    }

    @Test
    void builtInClientScopesAreLeftAlone() {
        // A list of our own would replace them, and with them the claims sub and resource_access.
        assertThat(realm.has("clientScopes")).isFalse();
    }

    @Test
    void rolesAreThoseOfThePolicy() {
        assertThat(names(realm.at("/roles/client/image-service"), "name"))
                .containsExactlyInAnyOrder(
                        "admin",
                        "manager",
                        "member",
                        "reader",
                        "service",
                        "image-api",
                        "store-gateway",
                        "import-worker",
                        "key-cleanup");
    }

    @Test
    void nobodyLogsInWithTheAudience() {
        assertThat(client("image-service").get("bearerOnly").asBoolean()).isTrue();
    }

    @Test
    void usersCannotMoveThemselvesToAnotherProject() throws IOException {
        String profile = realm.at(
                        "/components/org.keycloak.userprofile.UserProfileProvider/0/config/kc.user.profile.config/0")
                .asText();
        JsonNode project = found(new ObjectMapper().readTree(profile).get("attributes"), "name", "project_id");

        assertThat(texts(project.at("/permissions/edit"))).containsExactly("admin");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void eachServiceHoldsTheRoleOfItsNameAndNoOther(Service service) {
        JsonNode user = found(realm.get("users"), "username", "service-account-" + service.account());

        assertThat(texts(user.at("/clientRoles/image-service"))).containsExactly(service.account());
        assertThat(user.get("clientRoles").size()).isEqualTo(1);
        assertThat(user.has("realmRoles")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void secretsOfServicesAreNotInTheFile(Service service) {
        String variable = service.account().toUpperCase(Locale.ROOT).replace('-', '_') + "_CLIENT_SECRET";

        assertThat(client(service.account()).get("secret").asText()).isEqualTo("${" + variable + "}");
    }

    @Test
    void whoeverGetsATokenForTheImageServiceHasItAsAudience() {
        for (String id : List.of("vitrine-cli", "image-api", "store-gateway", "import-worker", "key-cleanup")) {
            assertThat(client(id).findValuesAsText("included.client.audience")).containsExactly("image-service");
        }
    }

    @Test
    void theCommandLineHasNoSecretAndProvesItsCode() {
        JsonNode cli = client("vitrine-cli");

        assertThat(cli.get("publicClient").asBoolean()).isTrue();
        assertThat(cli.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(cli.at("/attributes/oauth2.device.authorization.grant.enabled")
                        .asText())
                .isEqualTo("true");
    }

    private JsonNode client(String id) {
        return found(realm.get("clients"), "clientId", id);
    }

    private static JsonNode found(JsonNode list, String field, String value) {
        return elements(list)
                .filter(node -> node.get(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode list, String field) {
        return elements(list).map(node -> node.get(field).asText()).toList();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(Checkout.find().realm().toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
