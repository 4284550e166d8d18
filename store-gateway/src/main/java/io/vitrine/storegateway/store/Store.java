package io.vitrine.storegateway.store;

import java.util.Map;
import java.util.Optional;

/** A named backend: its settings as others may see them, its bytes, and whether it can be used just now. */
public final class Store {
    private final String id;
    private final String type;
    private final StoreConfig config;
    private final boolean isDefault;
    private final Map<String, Object> publicProperties;
    private final BlobSource source;
    private volatile boolean usable;

    Store(
            String id,
            String type,
            StoreConfig config,
            boolean isDefault,
            Map<String, Object> publicProperties,
            BlobSource source) {
        this.id = id;
        this.type = type;
        this.config = config;
        this.isDefault = isDefault;
        this.publicProperties = publicProperties;
        this.source = source;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public Optional<String> description() {
        return config.description();
    }

    public int weight() {
        return config.weight();
    }

    /** Whether it takes the images whose sender names no store. */
    public boolean isDefault() {
        return isDefault;
    }

    public Map<String, Object> publicProperties() {
        return publicProperties;
    }

    /** The bytes, to read. May be asked even when {@link #usable()} is false, and then says why not. */
    public BlobSource source() {
        return source;
    }

    /** Whether nothing can be written or removed here. */
    public boolean readOnly() {
        return !(source instanceof BlobStore);
    }

    /**
     * The bytes, to write and remove as well.
     *
     * @throws StoreException {@code REFUSED} when the store is {@linkplain #readOnly() only read}
     */
    public BlobStore blobs() {
        if (source instanceof BlobStore blobs) {
            return blobs;
        }
        throw new StoreException(StoreException.Kind.REFUSED, "This store can only be read.", null);
    }

    /** @throws StoreException saying why the store cannot be used just now; one that is only read has nothing that could be away */
    void check() {
        if (source instanceof BlobStore blobs) {
            blobs.check();
        }
    }

    /** What the last check found; false until the first one. */
    public boolean usable() {
        return usable;
    }

    void usable(boolean found) {
        usable = found;
    }

    @Override
    public String toString() {
        return "Store[" + id + ", " + type + "]";
    }
}
