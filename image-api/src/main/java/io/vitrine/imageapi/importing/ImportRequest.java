package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body and header of an import call (spec: images, section 14). Keys that are not known are ignored.
 *
 * @param stores null when the request names none
 */
record ImportRequest(
        String method,
        @Nullable String uri,
        ImportSource source,
        @Nullable List<String> stores,
        boolean allStores,
        boolean mustSucceed) {

    /** Of which no more is said than where it is. */
    ImportRequest(
            String method,
            @Nullable String uri,
            @Nullable List<String> stores,
            boolean allStores,
            boolean mustSucceed) {
        this(method, uri, ImportSource.NOTHING, stores, allStores, mustSucceed);
    }

    /** @throws ProblemException 400 */
    static ImportRequest of(ObjectNode body, @Nullable String storeHeader) {
        JsonNode method = body.path("method");
        if (!method.isObject() || !method.path("name").isTextual()) {
            throw ProblemException.badRequest("The field method must be an object with a name.");
        }
        List<String> stores = stores(body.get("stores"));
        boolean allStores = flag(body, "all_stores", false);
        boolean header = storeHeader != null && !storeHeader.isBlank();
        if ((stores != null ? 1 : 0) + (allStores ? 1 : 0) + (header ? 1 : 0) > 1) {
            throw ProblemException.badRequest(
                    "Only one of stores, all_stores and the header X-Image-Meta-Store can be given.");
        }
        if (storeHeader != null && header) {
            stores = List.of(selectable(storeHeader.strip()));
        }
        return new ImportRequest(
                method.path("name").asText(),
                method.path("uri").isTextual() ? method.path("uri").asText() : null,
                ImportSource.of(method),
                stores,
                allStores,
                flag(body, "all_stores_must_succeed", true));
    }

    private static @Nullable List<String> stores(@Nullable JsonNode field) {
        if (field == null) {
            return null;
        }
        if (!field.isArray() || field.isEmpty()) {
            throw ProblemException.badRequest("The field stores must be a list of at least one store.");
        }
        List<String> stores = new ArrayList<>();
        for (JsonNode each : field) {
            if (!each.isTextual() || stores.contains(each.asText())) {
                throw ProblemException.badRequest("The field stores must name each store once, as text.");
            }
            stores.add(selectable(each.asText()));
        }
        return stores;
    }

    private static String selectable(String store) {
        if (store.startsWith(Store.RESERVED_PREFIX)) {
            throw ProblemException.badRequest("The store %s is reserved.".formatted(store));
        }
        return store;
    }

    private static boolean flag(ObjectNode body, String name, boolean absent) {
        JsonNode field = body.get(name);
        if (field == null) {
            return absent;
        }
        if (!field.isBoolean()) {
            throw ProblemException.badRequest("The field %s must be true or false.".formatted(name));
        }
        return field.asBoolean();
    }
}
