package io.vitrine.imageapi.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecisionTest {
    private static final String KEY = "0f9b1f0a-2c7e-4b1e-9d55-0a1b2c3d4e5f";
    private static final String OTHER = "1f9b1f0a-2c7e-4b1e-9d55-0a1b2c3d4e5f";

    /** Called by one name, and written into references by another. */
    private static final KeyReferences REFERENCES = new KeyReferences(new KeyReferencesConfig() {
        @Override
        public Optional<URI> endpoint() {
            return Optional.of(URI.create("http://barbican:9311/"));
        }

        @Override
        public Optional<List<URI>> references() {
            return Optional.of(List.of(URI.create("https://keys.example.org:9311")));
        }
    });

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # cinder id, cinder policy,    os id, os policy, decision
            -,           -,                  -,     -,         keep
            KEY,         -,                  -,     -,         keep
            KEY,         do_not_delete,      -,     -,         keep
            KEY,         ON_IMAGE_DELETION,  -,     -,         keep
            -,           on_image_deletion,  -,     -,         keep
            KEY,         on_image_deletion,  -,     -,         delete
            -,           -,                  KEY,   True,      delete
            -,           -,                  KEY,   tRUE,      delete
            -,           -,                  KEY,   False,     keep
            KEY,         on_image_deletion,  KEY,   true,      delete
            KEY,         on_image_deletion,  OTHER, true,      conflict
            KEY,         on_image_deletion,  KEY,   false,     conflict
            KEY,         on_image_deletion,  KEY,   -,         conflict
            KEY,         do_not_delete,      OTHER, false,     keep
            REF,         on_image_deletion,  KEY,   true,      delete
            REF,         on_image_deletion,  -,     -,         delete
            REF,         on_image_deletion,  REF,   true,      delete
            INNER,       on_image_deletion,  -,     -,         delete
            nonsense,    on_image_deletion,  -,     -,         not-a-key-id
            'KEY ',      on_image_deletion,  -,     -,         not-a-key-id
            /v1/secrets/KEY, on_image_deletion, -,  -,         not-a-key-id
            KEY/payload, on_image_deletion,  -,     -,         not-a-key-id
            https://evil.example/v1/secrets/KEY, on_image_deletion, -, -, foreign-reference
            https://keys.example.org.evil.example:9311/v1/secrets/KEY, on_image_deletion, -, -, foreign-reference
            https://keys.example.org:9311@evil.example/v1/secrets/KEY, on_image_deletion, -, -, foreign-reference
            https://keys.example.org:9311/v1/orders/KEY, on_image_deletion, -, -, foreign-reference
            https://evil.example/v1/secrets/KEY, on_image_deletion, KEY, true, conflict
            https://evil.example/v1/secrets/KEY, on_image_deletion, https://other.example/v1/secrets/KEY, true, conflict
            """)
    void theKeyGoesOnlyWhenAskedForWithoutDoubt(
            String volumeId, String volumePolicy, String imageId, String imagePolicy, String expected) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "cinder_encryption_key_id", volumeId);
        put(properties, "cinder_encryption_key_deletion_policy", volumePolicy);
        put(properties, "os_encrypt_key_id", imageId);
        put(properties, "os_encrypt_key_deletion_policy", imagePolicy);

        String decision = switch (KeyDecision.of(properties, REFERENCES)) {
            case KeyDecision.Keep keep -> "keep";
            case KeyDecision.Delete(UUID id) -> {
                assertThat(id).hasToString(KEY);
                yield "delete";
            }
            case KeyDecision.Refuse(String id, String reason) -> reason;
        };

        assertThat(decision).isEqualTo(expected);
    }

    @Test
    void aNonsensicalIdIsShortened() {
        var decision = KeyDecision.of(
                Map.of(
                        "cinder_encryption_key_id",
                        "x".repeat(10_000),
                        "cinder_encryption_key_deletion_policy",
                        "on_image_deletion"),
                REFERENCES);

        assertThat(decision).isEqualTo(new KeyDecision.Refuse("x".repeat(255), "not-a-key-id"));
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (value != null) {
            properties.put(
                    name,
                    value.replace("INNER", "http://barbican:9311/v1/secrets/KEY")
                            .replace("OTHER", OTHER)
                            .replace("KEY", KEY)
                            .replace(
                                    "REF",
                                    "HTTPS://Keys.Example.org:9311/v1/secrets/" + KEY.toUpperCase(java.util.Locale.ROOT)
                                            + "/"));
        }
    }
}
