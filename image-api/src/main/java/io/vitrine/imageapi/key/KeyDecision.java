package io.vitrine.imageapi.key;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
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

    int LONGEST = 255;

    static KeyDecision of(Map<String, String> properties, KeyReferences references) {
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
        if (volume.isPresent() && image.isPresent() && !volume.agreesWith(image, references)) {
            return new Refuse(shortened(id), "conflict");
        }
        return references
                .parse(id)
                .<KeyDecision>map(Delete::new)
                .orElseGet(() -> new Refuse(shortened(id), KeyReferences.refusal(id)));
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

        boolean agreesWith(Family other, KeyReferences references) {
            return deletes() == other.deletes()
                    && (id == null
                            || other.id == null
                            || id.equals(other.id)
                            || isSame(references.parse(id), references.parse(other.id)));
        }

        private static boolean isSame(Optional<UUID> one, Optional<UUID> other) {
            return one.isPresent() && one.equals(other);
        }
    }
}
