package io.vitrine.imageapi.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://img.example.org/image", "https://img.example.org/image/"})
    void whatIsConfiguredWinsOverEveryRequest(String configured) {
        assertThat(new PublicUrl(Optional.of(configured)).endpoint(null)).isEqualTo("https://img.example.org/image");
    }
}
