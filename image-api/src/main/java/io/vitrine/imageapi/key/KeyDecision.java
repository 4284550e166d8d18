package io.vitrine.imageapi.key;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the key of an image goes with it, by the image's properties at the moment of its deletion (spec: keys, sections 1 and 2). Both
 * families of properties count; where they disagree, the key stays.
 */
sealed interface KeyDecision {
    /** No key, or nobody asked for its deletion. */
    record Keep() implements KeyDecision {}

    record Delete(UUID keyId) implements KeyDecision {}

    /**
     * A deletion was asked for and cannot be granted.
     *
     * @param keyId as it stood in the properties, shortened
     */
    record Refuse(String keyId, String reason) implements KeyDecision {}

    /** A UUID alone, or at the end of a secret's reference. The reference's host is never looked at: key-cleanup asks its own endpoint. */
    Pattern KEY_ID =
            Pattern.compile("(?:.*/secrets/)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?");

    int LONGEST = 255;

    static KeyDecision of(Map<String, String> properties) {
        Family volume = new Family(
                properties.get("cinder_encryption_key_id"),
                properties.get("cinder_encryption_key_deletion_policy"),
                "on_image_deletion"::equals);
        Family image = new Family(
                properties.get("os_encrypt_key_id"),
                properties.get("os_encrypt_key_deletion_policy"),
                "true"::equalsIgnoreCase);
        String id = volume.id != null ? volume.id : image.id;
        if (id == null || !volume.deletes() && !image.deletes()) {
            return new Keep();
        }
        if (volume.isPresent() && image.isPresent() && !volume.agreesWith(image)) {
            return new Refuse(shortened(id), "conflict");
        }
        return parse(id).<KeyDecision>map(Delete::new).orElseGet(() -> new Refuse(shortened(id), "not-a-key-id"));
    }

    private static Optional<UUID> parse(String id) {
        Matcher matcher = KEY_ID.matcher(id.strip().toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }

    private static String shortened(String id) {
        return id.length() > LONGEST ? id.substring(0, LONGEST) : id;
    }

    /** Id and policy under one family's names. */
    record Family(@Nullable String id, @Nullable String policy, Predicate<@Nullable String> word) {
        boolean isPresent() {
            return id != null || policy != null;
        }

        boolean deletes() {
            return word.test(policy);
        }

        boolean agreesWith(Family other) {
            return deletes() == other.deletes()
                    && (id == null || other.id == null || parse(id).equals(parse(other.id)));
        }
    }
}
