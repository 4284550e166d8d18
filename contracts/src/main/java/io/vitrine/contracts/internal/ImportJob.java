package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import to run: claimed, with a lease.
 *
 * @param generation fence of this run, part of every later call
 * @param attempt counts from 1
 * @param uri source of a {@code web-download}
 * @param stores where to place the bytes, in this order
 * @param maxBytes more than this is refused
 * @param fetch what to do with bytes from outside, null for a method that fetches none
 */
@WireRecord
public record ImportJob(
        UUID taskId,
        UUID imageId,
        long generation,
        int attempt,
        String method,
        @Nullable String uri,
        List<String> stores,
        boolean allStoresMustSucceed,
        long maxBytes,
        long leaseSeconds,
        @Nullable String requestId,
        @Nullable FetchOrder fetch) {
    /** Method of a job whose image is given a location: no stores, and store-gateway does all of it. */
    public static final String LOCATION = "location";

    public ImportJob {
        stores = List.copyOf(stores);
    }

    /** Of a method that fetches nothing. */
    public ImportJob(
            UUID taskId,
            UUID imageId,
            long generation,
            int attempt,
            String method,
            @Nullable String uri,
            List<String> stores,
            boolean allStoresMustSucceed,
            long maxBytes,
            long leaseSeconds,
            @Nullable String requestId) {
        this(
                taskId,
                imageId,
                generation,
                attempt,
                method,
                uri,
                stores,
                allStoresMustSucceed,
                maxBytes,
                leaseSeconds,
                requestId,
                null);
    }

    /** {@link #fetch}, or that there is nothing special to do. */
    public FetchOrder fetchOrPlain() {
        return fetch == null ? FetchOrder.PLAIN : fetch;
    }
}
