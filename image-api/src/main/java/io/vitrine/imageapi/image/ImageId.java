package io.vitrine.imageapi.image;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of images: canonical UUIDs, hex digits of either case. Java's own parser takes more than that. */
public final class ImageId {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private ImageId() {}

    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
