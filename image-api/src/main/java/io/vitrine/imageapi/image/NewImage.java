package io.vitrine.imageapi.image;

import io.vitrine.imageapi.policy.Visibility;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image as its creator wants it: every value is well-formed, nothing is decided yet.
 *
 * @param id null: draw one
 * @param ownerGiven whether the creator named an owner at all; null is one, too
 */
record NewImage(
        @Nullable UUID id,
        @Nullable String name,
        Visibility visibility,
        boolean isProtected,
        boolean osHidden,
        boolean ownerGiven,
        @Nullable String owner,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        int minDisk,
        int minRam,
        List<String> tags,
        Map<String, String> properties) {}
