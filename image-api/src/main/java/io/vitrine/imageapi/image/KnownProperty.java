package io.vitrine.imageapi.image;

import io.vitrine.imageapi.policy.PatientText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A custom property whose meaning everybody knows (spec: model, 6.1). It is stored like any other; the schema describes it and its values
 * are checked.
 *
 * @param nullable null may be sent, and is not stored
 * @param pattern is searched in the value, as JSON Schema does
 * @param values the only values, empty for any
 * @param minLength characters
 * @param maxLength characters, null for no limit but the general one
 */
public record KnownProperty(
        String name,
        String description,
        boolean nullable,
        @Nullable Pattern pattern,
        List<String> values,
        int minLength,
        @Nullable Integer maxLength) {
    private static final Pattern UUID =
            Pattern.compile("^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$");

    /** What every installation knows that has no file of its own. */
    static final List<KnownProperty> BUILT_IN = List.of(
            text("architecture", "CPU architecture that the operating system in the image is built for"),
            new KnownProperty(
                    "cinder_encryption_key_deletion_policy",
                    "Whether the encryption key goes when the image is deleted",
                    false,
                    null,
                    List.of("on_image_deletion", "do_not_delete"),
                    0,
                    null),
            text("cinder_encryption_key_id", "Id of the key that the bytes of the image are encrypted with"),
            text("description", "What the image is, for people"),
            text("instance_uuid", "Server that the image is a snapshot of; metadata only"),
            uuid("kernel_id", "Image that holds the kernel to boot with"),
            text("os_distro", "Distribution of the operating system, by its short name"),
            text("os_version", "Version of the operating system, as its distributor says it"),
            uuid("ramdisk_id", "Image that holds the ramdisk to boot with"));

    public KnownProperty {
        values = List.copyOf(values);
    }

    boolean accepts(String value) {
        return (pattern == null || matches(pattern, value))
                && (values.isEmpty() || values.contains(value))
                && value.length() >= minLength
                && (maxLength == null || value.length() <= maxLength);
    }

    /** A value at which the pattern never comes to an end is no good one. */
    private static boolean matches(Pattern pattern, String value) {
        try {
            return PatientText.finds(pattern, value);
        } catch (IllegalStateException | StackOverflowError e) {
            return false;
        }
    }

    /** Ends a sentence that begins with the property's name. */
    String rule() {
        if (!values.isEmpty()) {
            return "must be one of " + values;
        }
        if (pattern == UUID) {
            return "must be a UUID";
        }
        if (pattern != null) {
            return "must match " + pattern.pattern();
        }
        return "must have %d to %s characters".formatted(minLength, maxLength == null ? "any number of" : maxLength);
    }

    private static KnownProperty text(String name, String description) {
        return new KnownProperty(name, description, false, null, List.of(), 0, null);
    }

    private static KnownProperty uuid(String name, String description) {
        return new KnownProperty(name, description, true, UUID, List.of(), 0, null);
    }
}
