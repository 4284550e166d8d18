package io.vitrine.imageapi.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Custom properties whose meaning everybody knows (spec: model, 6.1). They are stored like any other; the schema describes them and their
 * values are checked.
 *
 * @param nullable null may be sent, and is not stored
 * @param pattern the whole value must match it
 * @param values the only values, empty for any
 */
public record KnownProperty(
        String name,
        String description,
        boolean nullable,
        @Nullable Pattern pattern,
        List<String> values) {
    private static final Pattern UUID =
            Pattern.compile("^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$");

    public static final List<KnownProperty> ALL = List.of(
            text("architecture", "CPU architecture that the operating system in the image is built for"),
            new KnownProperty(
                    "cinder_encryption_key_deletion_policy",
                    "Whether the encryption key goes when the image is deleted",
                    false,
                    null,
                    List.of("on_image_deletion", "do_not_delete")),
            text("cinder_encryption_key_id", "Id of the key that the bytes of the image are encrypted with"),
            text("description", "What the image is, for people"),
            text("instance_uuid", "Server that the image is a snapshot of; metadata only"),
            new KnownProperty("kernel_id", "Image that holds the kernel to boot with", true, UUID, List.of()),
            text("os_distro", "Distribution of the operating system, by its short name"),
            text("os_version", "Version of the operating system, as its distributor says it"),
            new KnownProperty("ramdisk_id", "Image that holds the ramdisk to boot with", true, UUID, List.of()));

    private static final Map<String, KnownProperty> BY_NAME = new HashMap<>();

    static {
        ALL.forEach(property -> BY_NAME.put(property.name(), property));
    }

    static Optional<KnownProperty> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    boolean accepts(String value) {
        return (pattern == null || pattern.matcher(value).matches()) && (values.isEmpty() || values.contains(value));
    }

    private static KnownProperty text(String name, String description) {
        return new KnownProperty(name, description, false, null, List.of());
    }
}
