package io.vitrine.storegateway.cache;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.blob.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a copy: of which image it is, and the hash that its bytes must have. As a file name it says all that must be known of the copy
 * after a restart.
 *
 * @param algorithm as {@code os_hash_algo} names it
 * @param hash in hex
 */
record EntryName(UUID image, String algorithm, String hash) {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([a-z0-9_]{1,16})\\.([0-9a-f]{40,128})");

    /** Empty when nothing could verify the bytes: such an image is not kept. */
    static Optional<EntryName> of(DownloadGrant grant) {
        return grant.osHashAlgo() == null || grant.osHashValue() == null
                ? Optional.empty()
                : parse(grant.imageId() + "." + grant.osHashAlgo() + "." + grant.osHashValue());
    }

    static Optional<EntryName> parse(String file) {
        Matcher matcher = FORM.matcher(file);
        return matcher.matches() && HashAlgorithm.named(matcher.group(2)).isPresent()
                ? Optional.of(new EntryName(UUID.fromString(matcher.group(1)), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    MessageDigest digest() {
        return HashAlgorithm.named(algorithm).orElseThrow();
    }

    String file() {
        return image + "." + algorithm + "." + hash;
    }
}
