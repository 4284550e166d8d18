package io.vitrine.keycleanup.barbican;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarbicanConfigTest {
    @TempDir
    Path dir;

    private static void configure(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(BarbicanConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(BarbicanConfig.class);
        BarbicanManager.configured(
                config,
                new ServiceToken(() -> {
                    throw new IllegalStateException();
                }),
                Clock.systemUTC());
    }

    @Test
    void anEndpointIsEnough() {
        assertThatCode(() -> configure(Map.of("images.keys.barbican.endpoint", "https://key-manager:9311")))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutEndpointTheStartStopsWithASentence() {
        assertThatThrownBy(() -> configure(Map.of())).hasMessageContaining("needs images.keys.barbican.endpoint");
        assertThatThrownBy(() -> configure(Map.of("images.keys.barbican.endpoint", "ftp://key-manager")))
                .hasMessageContaining("needs images.keys.barbican.endpoint");
    }

    @Test
    void aFixedScopeStopsTheStart() {
        assertThatThrownBy(() -> configure(Map.of(
                        "images.keys.barbican.endpoint", "https://key-manager:9311",
                        "images.keys.barbican.auth.scope", "fixed")))
                .hasMessageContaining("images.keys.barbican.auth.scope=fixed");
    }

    @Test
    void aCaFileThatIsNoneStopsTheStart() throws IOException {
        Path empty = Files.createFile(dir.resolve("ca.pem"));

        assertThatThrownBy(() -> configure(Map.of(
                        "images.keys.barbican.endpoint",
                        "https://key-manager:9311",
                        "images.keys.barbican.ca",
                        empty.toString())))
                .hasMessageContaining("images.keys.barbican.ca");
        assertThatThrownBy(() -> configure(Map.of(
                        "images.keys.barbican.endpoint",
                        "https://key-manager:9311",
                        "images.keys.barbican.ca",
                        dir.resolve("absent").toString())))
                .hasMessageContaining("images.keys.barbican.ca");
    }
}
