package io.vitrine.imageapi.importing;

import io.quarkus.runtime.Startup;
import io.vitrine.imageapi.image.ImportMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts tokens for the database (AES-256-GCM). One belongs to its task: beside another it cannot be opened. Without a key
 * {@code glance-download} cannot be enabled.
 */
@Startup
@ApplicationScoped
class SealedTokens {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final @Nullable SecretKeySpec key;

    @Inject
    SealedTokens(TokenConfig config, ImportMethods methods) {
        this(config, methods.enabled().contains(ImportMethods.GLANCE_DOWNLOAD));
    }

    /** @param needed whether somebody will ask for tokens to be kept */
    SealedTokens(TokenConfig config, boolean needed) {
        this.key = config.tokenKey()
                .or(() -> config.tokenKeyFile().map(SealedTokens::read))
                .map(SealedTokens::key)
                .orElse(null);
        if (key == null && needed) {
            throw new IllegalStateException(
                    "images.import.methods names glance-download, which needs images.import.token-key or"
                            + " images.import.token-key-file: 32 random bytes in base64, such as 'openssl rand -base64 32' prints.");
        }
    }

    byte[] seal(UUID task, String token) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, task, nonce, token.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("AES-GCM encrypts whatever it gets"));
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Empty when it is another task's, was changed, or was sealed with another key. */
    Optional<String> open(UUID task, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(sealed, Math.min(NONCE_BYTES, sealed.length), sealed.length);
        return cipher(Cipher.DECRYPT_MODE, task, nonce, rest).map(token -> new String(token, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> cipher(int mode, UUID task, byte[] nonce, byte[] data) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(task.toString().getBytes(StandardCharsets.US_ASCII));
            return Optional.of(cipher.doFinal(data));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static SecretKeySpec key(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == KEY_BYTES) {
                return new SecretKeySpec(bytes, "AES");
            }
        } catch (IllegalArgumentException e) {
            // Said below, and without the key.
        }
        throw new IllegalStateException("images.import.token-key must be %d bytes in base64.".formatted(KEY_BYTES));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("images.import.token-key-file cannot be read", e);
        }
    }
}
