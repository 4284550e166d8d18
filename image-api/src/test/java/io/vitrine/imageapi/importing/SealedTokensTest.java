package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTokensTest {
    private static final UUID TASK = UUID.randomUUID();

    @TempDir
    Path dir;

    private static SealedTokens with(int firstByteOfKey) {
        byte[] key = new byte[32];
        key[0] = (byte) firstByteOfKey;
        return new SealedTokens(config(Base64.getEncoder().encodeToString(key), null), true);
    }

    private static TokenConfig config(String key, Path file) {
        return new TokenConfig() {
            @Override
            public Optional<String> tokenKey() {
                return Optional.ofNullable(key);
            }

            @Override
            public Optional<Path> tokenKeyFile() {
                return Optional.ofNullable(file);
            }
        };
    }

    @Test
    void aTokenIsOpenedWithItsKeyAndBesideItsTaskAlone() {
        byte[] sealed = with(1).seal(TASK, "a.token.of-somebody");
        byte[] changed = sealed.clone();
        changed[sealed.length - 1] ^= 1;

        assertThat(with(1).open(TASK, sealed)).contains("a.token.of-somebody");
        assertThat(with(2).open(TASK, sealed)).isEmpty();
        assertThat(with(1).open(UUID.randomUUID(), sealed)).isEmpty();
        assertThat(with(1).open(TASK, changed)).isEmpty();
        assertThat(with(1).open(TASK, new byte[3])).isEmpty();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("token");
        assertThat(with(1).seal(TASK, "a.token.of-somebody")).isNotEqualTo(sealed);
    }

    @Test
    void theKeyMayStandInAFile() throws IOException {
        Path file = dir.resolve("key");
        Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        byte[] sealed = new SealedTokens(config(null, file), true).seal(TASK, "t");

        assertThat(with(0).open(TASK, sealed)).contains("t");
        assertThatThrownBy(() -> new SealedTokens(config(null, dir.resolve("missing")), true))
                .hasMessageContaining("images.import.token-key-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "not base64!", "AAAA"})
    void aKeyThatIsNoneStopsTheStartAndIsNotQuoted(String key) {
        assertThatThrownBy(() -> new SealedTokens(config(key, null), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("images.import.token-key must be 32 bytes in base64.");
    }

    @Test
    void withoutAKeyTheMethodThatNeedsItCannotBeOn() {
        assertThatThrownBy(() -> new SealedTokens(config(null, null), true)).hasMessageContaining("openssl rand");
        assertThat(new SealedTokens(config(null, null), false).open(TASK, new byte[40]))
                .isEmpty();
    }
}
