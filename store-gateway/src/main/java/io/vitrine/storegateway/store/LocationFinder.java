package io.vitrine.storegateway.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * In which store a URL is that somebody else gives. Schemes are compared as they were parsed and in lower case; those of files are never
 * accepted, whatever a store claims (S-13).
 */
@Singleton
public final class LocationFinder {
    private static final Set<String> SCHEMES = Set.of("http", "https", "s3+http", "s3+https");

    /** A location and its store. */
    public record Found(Store store, BlobLocation location) {
        /**
         * How many bytes are there.
         *
         * @throws StoreException {@code NOT_FOUND} when there are none
         */
        public long size() {
            long size = store.source().size(location).orElse(0);
            if (size == 0) {
                throw new StoreException(StoreException.Kind.NOT_FOUND, "There are no bytes at the location.", null);
            }
            return size;
        }
    }

    private final StoreRegistry stores;

    @Inject
    LocationFinder(StoreRegistry stores) {
        this.stores = stores;
    }

    /** The store that claims most of the URL. Empty for what none claims, or what must not be given. */
    public Optional<Found> find(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (uri.getScheme() == null
                || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                || uri.getRawAuthority() == null
                || uri.getRawAuthority().contains("@")) {
            return Optional.empty();
        }
        return stores.all().stream()
                .filter(store -> store.source().claims(uri) > 0)
                .max(Comparator.comparing((Store store) -> store.source().claims(uri))
                        .thenComparing(Store::id, Comparator.reverseOrder()))
                .map(store -> new Found(store, new BlobLocation(uri)));
    }
}
