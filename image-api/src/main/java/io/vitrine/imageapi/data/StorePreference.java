package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Query parameter {@code prefer}: these stores first, in this order; the others stay as they are (spec: images, section 12). */
@ApplicationScoped
class StorePreference {
    private final Stores stores;

    StorePreference(Stores stores) {
        this.stores = stores;
    }

    /** @throws ProblemException 400 when a named store is not configured */
    Comparator<DownloadGrant.Location> order(@Nullable String prefer) {
        if (prefer == null || prefer.isBlank()) {
            return (a, b) -> 0;
        }
        List<String> preferred =
                Arrays.stream(prefer.split(",", -1)).map(String::strip).toList();
        for (String id : preferred) {
            if (!stores.exists(id)) {
                throw ProblemException.badRequest(
                        "The parameter prefer names the store %s, which is unknown.".formatted(id));
            }
        }
        return Comparator.comparingInt(location -> {
            int rank = preferred.indexOf(location.store());
            return rank < 0 ? preferred.size() : rank;
        });
    }
}
