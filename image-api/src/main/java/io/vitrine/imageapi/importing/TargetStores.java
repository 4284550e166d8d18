package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The stores that a request means, in its order (spec: images, section 14). */
@ApplicationScoped
class TargetStores {
    private static final long RETRY_SECONDS = 60;

    private final Stores stores;

    TargetStores(Stores stores) {
        this.stores = stores;
    }

    /** @throws ProblemException 409 for a store that is unknown or read-only, 503 when there is none at all */
    List<String> of(ImportRequest request) {
        List<String> named = request.stores();
        List<String> targets;
        if (request.allStores()) {
            targets = stores.all().stream()
                    .filter(store -> !store.readOnly())
                    .map(Store::id)
                    .toList();
        } else if (named != null) {
            targets = named;
        } else {
            targets = stores.defaultStore().map(Store::id).stream().toList();
        }
        targets.forEach(this::requireWritable);
        if (targets.isEmpty()) {
            throw ProblemException.unavailable("No store has been announced yet.", RETRY_SECONDS);
        }
        return targets;
    }

    private void requireWritable(String id) {
        Store store =
                stores.find(id).orElseThrow(() -> ProblemException.conflict("There is no store %s.".formatted(id)));
        if (store.readOnly()) {
            throw ProblemException.conflict("The store %s is read-only.".formatted(id));
        }
    }
}
