package io.vitrine.importworker.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of a source are expected to be.
 *
 * @param algorithm as the API spells it
 * @param hex in lower case
 */
public record Checksum(String algorithm, String hex) {
    private static final Map<String, String> JAVA_NAMES =
            Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    /** Reads {@code sha256:…}; empty for an algorithm that is not known here. */
    public static Optional<Checksum> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : of(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Empty for an algorithm that is not known here. */
    public static Optional<Checksum> of(String algorithm, String hex) {
        return JAVA_NAMES.containsKey(algorithm) ? Optional.of(new Checksum(algorithm, hex)) : Optional.empty();
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(JAVA_NAMES.get(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Ends the digest. */
    void verify(MessageDigest digest) throws SourceException {
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equalsIgnoreCase(hex)) {
            throw new SourceException(
                    "checksum_mismatch",
                    "The source is not what was expected: its %s is %s, not %s.".formatted(algorithm, found, hex));
        }
    }
}
