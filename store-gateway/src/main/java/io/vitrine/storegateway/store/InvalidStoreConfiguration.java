package io.vitrine.storegateway.store;

import java.util.Optional;

/** A store's settings that no restart will make right. Stops the start; the message is one sentence that names the key. */
public final class InvalidStoreConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidStoreConfiguration(String sentence) {
        super(sentence);
    }

    /** The value of {@code images.stores.<id>.<key>}, which the store cannot do without. */
    public static <T> T required(String id, String key, Optional<T> value) {
        return value.orElseThrow(() ->
                new InvalidStoreConfiguration("The store '%s' needs the setting '%s'.".formatted(id, key(id, key))));
    }

    /** The whole name of a store's key. */
    public static String key(String id, String key) {
        return "images.stores." + id + "." + key;
    }
}
