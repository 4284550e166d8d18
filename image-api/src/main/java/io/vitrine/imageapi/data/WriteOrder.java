package io.vitrine.imageapi.data;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, and by whom.
 *
 * @param holder the process that will hold the lease
 * @param expectedBytes exact size, null when unknown
 * @param taskId the import that writes, null for a user's upload
 * @param taskGeneration fence of that import's run
 */
public record WriteOrder(
        String holder,
        String store,
        @Nullable Long expectedBytes,
        @Nullable UUID taskId,
        @Nullable Long taskGeneration) {}
