package io.vitrine.storegateway.store;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lets nothing begin, and nothing go on for long, where there is no room. */
final class RoomKeepingStore implements BlobStore {
    /** So many bytes may come between two looks. */
    private static final long STEP = 64L << 20;

    private final BlobStore store;
    private final StagingRoom room;

    RoomKeepingStore(BlobStore store, StagingRoom room) {
        this.store = store;
        this.room = room;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        room.require(size.orElse(0));
        return new Watched(store.begin(objectName, size));
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        return store.size(location);
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        return store.open(location, offset, length);
    }

    @Override
    public void delete(String objectName) {
        store.delete(objectName);
    }

    @Override
    public BlobListing list(@Nullable String cursor, int limit) {
        return store.list(cursor, limit);
    }

    @Override
    public BlobLocation locate(String objectName) {
        return store.locate(objectName);
    }

    @Override
    public int claims(URI url) {
        return store.claims(url);
    }

    @Override
    public OptionalLong freeBytes() {
        return store.freeBytes();
    }

    @Override
    public void check() {
        store.check();
    }

    private final class Watched implements BlobUpload {
        private final BlobUpload upload;
        private long unwatched;

        Watched(BlobUpload upload) {
            this.upload = upload;
        }

        @Override
        public void write(ByteBuffer bytes) {
            unwatched += bytes.remaining();
            if (unwatched > STEP) {
                room.require(0);
                unwatched = 0;
            }
            upload.write(bytes);
        }

        @Override
        public BlobLocation commit() {
            return upload.commit();
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
