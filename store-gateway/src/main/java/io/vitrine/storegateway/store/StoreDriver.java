package io.vitrine.storegateway.store;

import java.util.Map;

/** Makes the stores of one type. A driver is a bean in a folder of its own; the registry finds them all. */
public interface StoreDriver {
    /** Value of {@code images.stores.<id>.type} that asks for this driver. */
    String type();

    /**
     * A store for these settings. Looks at the settings alone: a server that is away or a directory that is missing is
     * {@link BlobStore#check()}'s to tell.
     *
     * @return a {@link BlobStore}, or a mere {@link BlobSource} when such a store can only be read
     * @throws InvalidStoreConfiguration when they cannot be right
     */
    BlobSource create(String id, StoreConfig config);

    /** What {@code /v2/info/stores/detail} shows of such a store; never a host, user or key. */
    Map<String, Object> publicProperties(StoreConfig config);
}
