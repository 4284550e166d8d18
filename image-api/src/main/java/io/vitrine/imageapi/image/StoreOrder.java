package io.vitrine.imageapi.image;

import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order in which an image names its stores: heavier ones first, equal ones by id, because Tempest compares with a sorted list (spec:
 * model, section 8). Most images have one store, and sorting in the database would cost every image of a list.
 */
@ApplicationScoped
class StoreOrder {
    private final Stores stores;

    StoreOrder(Stores stores) {
        this.stores = stores;
    }

    ImageView bestFirst(ImageView image) {
        String ids = image.stores();
        if (ids == null || ids.indexOf(',') < 0) {
            return image;
        }
        Map<String, Integer> weights = stores.all().stream().collect(Collectors.toMap(Store::id, Store::weight));
        return image.withStores(bestFirst(ids, weights));
    }

    /** A store that nobody announces any more has no weight. */
    static String bestFirst(String ids, Map<String, Integer> weights) {
        return Arrays.stream(ids.split(",", -1))
                .sorted(Comparator.comparing((String id) -> -weights.getOrDefault(id, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.joining(","));
    }
}
