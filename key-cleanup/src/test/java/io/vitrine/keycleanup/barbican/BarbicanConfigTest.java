package io.vitrine.keycleanup.barbican;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.keycleanup.key.KeysConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarbicanConfigTest {
    @TempDir
    Path dir;

    private static final Map<String, String> ENOUGH =
            Map.of("images.keys.barbican.endpoint", "https://key-manager:9311");

    private static void configure(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(BarbicanConfig.class)
                .withMapping(KeysConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        BarbicanManager.configured(
                config.getConfigMapping(BarbicanConfig.class),
                config.getConfigMapping(KeysConfig.class),
                new ServiceToken(() -> {
                    throw new IllegalStateException();
                }),
                Clock.systemUTC());
    }

    private static Map<String, String> enoughAnd(String settings) {
        Map<String, String> all = new HashMap<>(ENOUGH);
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=", 2);
            all.put("images.keys." + parts[0], parts[1]);
        }
        return all;
    }

    @Test
    void anEndpointIsEnough() {
        assertThatCode(() -> configure(ENOUGH)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consumers=true",
                "require-creator=true trusted-creators=cinder,nova",
                "barbican.api-version=1.2 consumers=true",
                "require-creator=true barbican.auth.scope=fixed",
                "barbican.auth.type=password barbican.auth.url=http://keystone:5000/v3 barbican.auth.username=u"
                        + " barbican.auth.password=p",
                "require-creator=true barbican.auth.scope=fixed barbican.auth.type=application-credential"
                        + " barbican.auth.url=https://keystone:5000/v3 barbican.auth.application-credential-id=i"
                        + " barbican.auth.application-credential-secret=s"
            })
    void whatFitsTogetherStarts(String settings) {
        assertThatCode(() -> configure(enoughAnd(settings))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            barbican.endpoint=ftp://key-manager                  | images.keys.barbican.endpoint
            barbican.endpoint=key-manager                        | images.keys.barbican.endpoint
            barbican.api-version=latest                          | images.keys.barbican.api-version
            barbican.api-version=1.0 consumers=true              | images.keys.consumers=true
            trusted-creators=cinder                              | images.keys.require-creator=true
            barbican.auth.scope=fixed                            | images.keys.require-creator=true
            barbican.auth.type=password                          | images.keys.barbican.auth.username
            barbican.auth.type=password barbican.auth.username=u | images.keys.barbican.auth.password
            barbican.auth.type=password barbican.auth.username=u barbican.auth.password=p | images.keys.barbican.auth.url
            require-creator=true barbican.auth.scope=fixed barbican.auth.type=password | images.keys.barbican.auth.project
            barbican.auth.type=application-credential            | images.keys.barbican.auth.scope=fixed
            require-creator=true barbican.auth.scope=fixed barbican.auth.type=application-credential | images.keys.barbican.auth.application-credential-id
            """)
    void whatCannotWorkOrCouldDeleteTooMuchStopsTheStartAndSaysWhy(String settings, String key) {
        assertThatThrownBy(() -> configure(enoughAnd(settings)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(key);
    }

    @Test
    void withoutEndpointTheStartStopsWithASentence() {
        assertThatThrownBy(() -> configure(Map.of())).hasMessageContaining("needs images.keys.barbican.endpoint");
    }

    @Test
    void anUnknownManagerStopsTheStartAndTheKnownOnesAreNamed() {
        assertThatThrownBy(() -> configure(enoughAnd("manager=vault")))
                .hasMessageContaining("images.keys.manager")
                .hasMessageContaining("none")
                .hasMessageContaining("barbican");
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
