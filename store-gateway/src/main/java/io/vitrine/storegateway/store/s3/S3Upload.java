package io.vitrine.storegateway.store.s3;

import io.minio.messages.Part;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object on its way: one part filling, one in flight. What fits into a single part is put in one request at the commit, so most small
 * objects never are a multipart upload.
 */
final class S3Upload implements BlobUpload {
    /** What the S3 API allows, in parts of ours. Growing parts would need room beyond the pool. */
    private static final int MOST_PARTS = 10_000;

    static final long LARGEST = (long) MOST_PARTS * PartBuffers.PART_SIZE;

    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    private enum State {
        WRITING,
        FAILED,
        COMMITTED,
        DISCARDED
    }

    private final S3Client s3;
    private final String object;
    private final BlobLocation location;
    private final PartBuffers buffers;
    private final int capacity;
    private final List<Part> sent = new ArrayList<>();
    private State state = State.WRITING;
    private @Nullable PartBuffer filling;
    private @Nullable PartInFlight inFlight;
    private @Nullable String upload;
    private boolean finishing;
    private long written;

    S3Upload(S3Client s3, String object, BlobLocation location, PartBuffers buffers, OptionalLong size) {
        this.s3 = s3;
        this.object = object;
        this.location = location;
        this.buffers = buffers;
        this.capacity = (int) Math.clamp(size.orElse(PartBuffers.PART_SIZE), 1, PartBuffers.PART_SIZE);
    }

    static StoreException tooLarge() {
        return new StoreException(
                Kind.FULL, "An object store takes images of up to %d GiB for now.".formatted(LARGEST >> 30), null);
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireWriting();
        try {
            while (bytes.hasRemaining()) {
                PartBuffer part = room();
                int before = part.length();
                part.fill(bytes);
                written += part.length() - before;
            }
        } catch (RuntimeException | Error e) {
            state = State.FAILED;
            throw e;
        }
    }

    @Override
    public BlobLocation commit() {
        requireWriting();
        state = State.FAILED;
        PartBuffer last = filling;
        if (upload == null) {
            finish(() -> s3.put(object, last == null ? new byte[0] : last.array(), last == null ? 0 : last.length()));
        } else {
            sendFilling();
            awaitInFlight();
            String id = upload;
            finish(() -> s3.complete(object, id, sent));
        }
        state = State.COMMITTED;
        releaseAll();
        return location;
    }

    @Override
    public void close() {
        if (state == State.COMMITTED || state == State.DISCARDED) {
            return;
        }
        state = State.DISCARDED;
        try {
            // A part that arrives after the abort would stay for ever.
            if (inFlight != null) {
                inFlight.settle();
            }
            if (upload != null) {
                s3.abort(object, upload);
            }
            if (finishing) {
                // The request may have been carried out although nobody told us; the name is ours alone.
                s3.remove(object);
            }
        } catch (StoreException e) {
            LOG.atWarn()
                    .addKeyValue("object", object)
                    .addKeyValue("reason", e.getMessage())
                    .log("Leftovers of an upload stay until the object is deleted");
        } finally {
            releaseAll();
        }
    }

    /**
     * Makes the object. When nobody says whether it worked, looks: no one else writes this name, so an object of this length is this one.
     */
    private void finish(Runnable request) {
        finishing = true;
        try {
            request.run();
        } catch (StoreException e) {
            // Any other answer says that nothing happened; what has this name then is not ours to remove.
            finishing = e.kind() == Kind.TRY_LATER;
            if (!finishing || !s3.size(object).equals(OptionalLong.of(written))) {
                throw e;
            }
            LOG.atInfo().addKeyValue("object", object).log("The store had finished an upload whose answer got lost");
        }
    }

    private PartBuffer room() {
        if (filling != null && filling.isFull()) {
            sendFilling();
        }
        PartBuffer part = filling;
        if (part == null) {
            int size = upload == null ? capacity : PartBuffers.PART_SIZE;
            part = buffers.tryTake(size).orElse(null);
            if (part == null) {
                // Waiting for others while holding a buffer that only we can give back would stop everybody.
                awaitInFlight();
                part = buffers.take(size);
            }
            filling = part;
        }
        return part;
    }

    private void sendFilling() {
        PartBuffer full = filling;
        if (full == null) {
            return;
        }
        awaitInFlight();
        if (sent.size() == MOST_PARTS) {
            throw tooLarge();
        }
        String id = upload;
        if (id == null) {
            id = s3.begin(object);
            upload = id;
        }
        inFlight = new PartInFlight(s3, object, id, sent.size() + 1, full);
        filling = null;
    }

    private void awaitInFlight() {
        PartInFlight part = inFlight;
        if (part != null) {
            sent.add(part.await());
            inFlight = null;
            buffers.release(part.buffer());
        }
    }

    private void releaseAll() {
        PartBuffer unsent = filling;
        if (unsent != null) {
            filling = null;
            buffers.release(unsent);
        }
        PartInFlight part = inFlight;
        if (part != null) {
            inFlight = null;
            part.giveBack(buffers);
        }
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is " + state);
        }
    }
}
