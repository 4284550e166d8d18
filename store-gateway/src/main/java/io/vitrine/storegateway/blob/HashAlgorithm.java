package io.vitrine.storegateway.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

/** Hash functions by the names {@code os_hash_algo} uses. */
public final class HashAlgorithm {
    private static final Map<String, String> JAVA_NAMES = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha224", "SHA-224",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512",
            "sha3_256", "SHA3-256",
            "sha3_384", "SHA3-384",
            "sha3_512", "SHA3-512");

    private HashAlgorithm() {}

    /** Empty when nobody knows an algorithm of this name. */
    public static Optional<MessageDigest> named(String osHashAlgo) {
        return Optional.ofNullable(JAVA_NAMES.get(osHashAlgo)).map(HashAlgorithm::digest);
    }

    static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }
}
