package io.vitrine.imageapi.data;

import io.vitrine.imageapi.store.Store;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, and by whom.
 *
 * @param holder the process that will hold the lease
 * @param expectedBytes exact size, null when unknown
 * @param taskId the import that writes, null for a user's bytes
 * @param taskGeneration fence of that import's run
 */
public record WriteOrder(
        WriteKind kind,
        String holder,
        String store,
        @Nullable Long expectedBytes,
        @Nullable UUID taskId,
        @Nullable Long taskGeneration) {
    static WriteOrder upload(String holder, String store, @Nullable Long expectedBytes) {
        return new WriteOrder(WriteKind.UPLOAD, holder, store, expectedBytes, null, null);
    }

    static WriteOrder stage(String holder, @Nullable Long expectedBytes) {
        return new WriteOrder(WriteKind.STAGE, holder, Store.STAGING, expectedBytes, null, null);
    }

    static WriteOrder part(String holder) {
        return new WriteOrder(WriteKind.PART, holder, Store.STAGING, null, null, null);
    }

    /** What an import works on before its stores get it. */
    public static WriteOrder preparation(
            String holder, @Nullable Long expectedBytes, UUID taskId, long taskGeneration) {
        return new WriteOrder(WriteKind.STAGE, holder, Store.STAGING, expectedBytes, taskId, taskGeneration);
    }

    public static WriteOrder placement(
            String holder, String store, @Nullable Long expectedBytes, UUID taskId, long taskGeneration) {
        return new WriteOrder(WriteKind.IMPORT, holder, store, expectedBytes, taskId, taskGeneration);
    }
}
