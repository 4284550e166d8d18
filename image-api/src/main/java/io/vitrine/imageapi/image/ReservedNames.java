package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.Set;

/** Names in an image document that clients cannot write (spec: images, section 3). */
public final class ReservedNames {
    private static final Set<String> READ_ONLY = Set.of(
            "direct_url",
            "self",
            "file",
            "schema",
            "stores",
            "created_at",
            "updated_at",
            "status",
            "checksum",
            "size",
            "virtual_size",
            "os_hash_algo",
            "os_hash_value");
    private static final Set<String> RESERVED = Set.of("location", "locations", "deleted", "deleted_at");
    /** Properties that only this service sets. */
    private static final String OURS = "os_glance";

    private ReservedNames() {}

    public static boolean isReserved(String name) {
        return READ_ONLY.contains(name) || RESERVED.contains(name) || name.startsWith(OURS);
    }

    /** @throws ProblemException 403 that names the attribute */
    public static void check(String name) {
        if (READ_ONLY.contains(name)) {
            throw ProblemException.forbidden("Attribute '%s' is read-only.".formatted(name));
        }
        if (RESERVED.contains(name) || name.startsWith(OURS)) {
            throw ProblemException.forbidden("Attribute '%s' is reserved.".formatted(name));
        }
    }
}
