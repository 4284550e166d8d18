package io.vitrine.imageapi.cli.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.ConfigurationKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Every configuration key of the four services, as their sources describe it. */
final class Reference {
    private static final TypeReference<List<KnownKey>> KEYS = new TypeReference<>() {};

    private Reference() {}

    static List<KnownKey> keys() {
        try (InputStream in = Objects.requireNonNull(
                ConfigurationKeys.class.getResourceAsStream("/configuration.json"), "configuration.json")) {
            return new ObjectMapper().readValue(in, KEYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a name means; two services may have two defaults of one key. */
    static List<KnownKey> of(String name) {
        return ConfigurationKeys.known(name)
                .map(known ->
                        keys().stream().filter(key -> key.key().equals(known)).toList())
                .orElse(List.of());
    }
}
