package io.vitrine.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.local.Account;
import io.vitrine.local.Blueprint;
import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.Port;
import io.vitrine.local.Ports;
import io.vitrine.local.Service;
import io.vitrine.local.Workplace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceSettingsTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(Service.class)
    void everythingListensOnLoopbackOnly(Service service) {
        assertThat(ServiceSettings.of(service, place(null)))
                .containsEntry("quarkus.http.host", "127.0.0.1")
                .containsEntry("quarkus.management.host", "127.0.0.1");
    }

    @Test
    void theFrontDoorIsTheGateway() {
        Workplace place = place(null);

        assertThat(ServiceSettings.of(Service.STORE_GATEWAY, place))
                .containsEntry("quarkus.http.port", "9292")
                .containsEntry("images.image-api.url", "http://127.0.0.1:9294")
                .containsEntry("images.node.url", "http://127.0.0.1:9293")
                .containsEntry(
                        "images.stores.local.filesystem.dir", place.stores().toString());
        assertThat(ServiceSettings.of(Service.IMAGE_API, place))
                .containsEntry("images.public-endpoint", "http://127.0.0.1:9292");
    }

    @Test
    void onlyTheGatewayKnowsTheStoresAndOnlyImageApiTheDatabase() {
        Workplace place = place(null);
        for (Service service : Service.values()) {
            Map<String, String> settings = ServiceSettings.of(service, place);
            assertThat(settings.containsValue(place.secrets().s3SecretKey()))
                    .isEqualTo(service == Service.STORE_GATEWAY);
            assertThat(settings.containsValue(place.secrets().imageDatabase())).isEqualTo(service == Service.IMAGE_API);
        }
    }

    @Test
    void anIssuerOfTheUsersOwnBringsItsAccounts() {
        Workplace place = place("https://issuer.example");

        assertThat(ServiceSettings.of(Service.KEY_CLEANUP, place))
                .containsEntry("quarkus.oidc-client.auth-server-url", "https://issuer.example")
                .containsEntry("quarkus.oidc-client.client-id", "id-of-key-cleanup")
                .containsEntry("quarkus.oidc-client.credentials.secret", "its-secret");
        assertThat(ServiceSettings.of(Service.IMAGE_API, place))
                .containsEntry("images.auth.issuers", "https://issuer.example");
    }

    @Test
    void whatTheUserSetWinsAndForOneServiceMost() {
        Workplace place = place(null);

        assertThat(ServiceSettings.of(Service.KEY_CLEANUP, place))
                .containsEntry("images.keys.manager", "barbican")
                .containsEntry("both", "for one");
        assertThat(ServiceSettings.of(Service.IMAGE_API, place)).containsEntry("both", "for all");
    }

    private Workplace place(@Nullable String issuer) {
        var blueprint = new Blueprint(
                Ports.usualBut(Map.<Port, Integer>of()),
                Set.of(Component.values()),
                Set.of(Service.values()),
                issuer,
                issuer == null ? Map.of() : Map.of(Service.KEY_CLEANUP, new Account("id-of-key-cleanup", "its-secret")),
                Map.of("images.keys.manager", "barbican", "both", "for all"),
                Map.of("key-cleanup", Map.of("both", "for one")),
                Map.<String, List<String>>of());
        return Workplace.make(new Checkout(Path.of("/checkout")), dir, blueprint);
    }
}
