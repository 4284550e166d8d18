package io.vitrine.imageapi.importing;

import io.vitrine.contracts.WireRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a task is to do, as users see it (spec: model, section 9).
 *
 * @param backend the stores, resolved when the request was made
 */
@WireRecord
record TaskInput(UUID imageId, List<String> backend, ImportReq importReq) {
    @WireRecord
    record ImportReq(Method method, @Nullable List<String> stores, boolean allStores, boolean allStoresMustSucceed) {}

    @WireRecord
    record Method(
            String name,
            @Nullable String uri,
            @Nullable String checksum,
            @Nullable String glanceRegion,
            @Nullable UUID glanceImageId) {
        Method(String name, @Nullable String uri) {
            this(name, uri, null, null, null);
        }

        static Method of(ImportRequest request) {
            ImportSource source = request.source();
            return new Method(
                    request.method(), request.uri(), source.checksum(), source.region(), source.remoteImage());
        }
    }
}
