package io.vitrine.storegateway.store.s3;

import io.minio.messages.Part;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object on its way: one part filling, others in flight. What fits into the first part is put in one request at the commit, so most
 * small objects never are a multipart upload.
 */
final class S3Upload implements BlobUpload {
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
    private final PartPlan plan;
    private final PartSpace space;
    private final OptionalLong size;
    private final List<Part> sent = new ArrayList<>();
    private State state = State.WRITING;
    private final Deque<PartInFlight> inFlight = new ArrayDeque<>();
    private @Nullable PartBytes filling;
    private @Nullable String upload;
    private boolean finishing;
    private long written;

    S3Upload(S3Client s3, String object, BlobLocation location, PartPlan plan, PartSpace space, OptionalLong size) {
        this.s3 = s3;
        this.object = object;
        this.location = location;
        this.plan = plan;
        this.space = space;
        this.size = size;
    }

    static StoreException tooLarge() {
        return new StoreException(Kind.FULL, "An object store takes objects of up to 5 TiB.", null);
    }

    @Override
    public void write(ByteBuffer bytes) {
        requireWriting();
        try {
            if (bytes.remaining() > size.orElse(Long.MAX_VALUE) - written) {
                throw new StoreException(Kind.BROKEN, "More bytes came than were announced.", null);
            }
            while (bytes.hasRemaining()) {
                PartBytes part = room();
                long before = part.length();
                part.fill(bytes);
                written += part.length() - before;
                if (written > PartPlan.LARGEST_OBJECT) {
                    throw tooLarge();
                }
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
        PartBytes last = filling;
        if (upload == null) {
            finish(() -> s3.put(object, last == null ? new ArrayBytes(new byte[0], 0) : last));
        } else {
            sendFilling();
            while (!inFlight.isEmpty()) {
                awaitOldest();
            }
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
            inFlight.forEach(PartInFlight::settle);
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

    private PartBytes room() {
        if (filling != null && filling.isFull()) {
            sendFilling();
        }
        PartBytes part = filling;
        if (part == null) {
            part = take(capacity());
            filling = part;
        }
        return part;
    }

    /** Of the part after those that were sent; the last one of a known size needs no more than what is missing. */
    private long capacity() {
        long planned = plan.partSize(sent.size() + inFlight.size() + 1, size);
        return Math.min(planned, size.orElse(Long.MAX_VALUE) - written);
    }

    private PartBytes take(long capacity) {
        Optional<PartBytes> now = space.tryTake(capacity);
        // Waiting for others while holding memory that only we can give back would stop everybody.
        while (now.isEmpty() && !inFlight.isEmpty()) {
            awaitOldest();
            now = space.tryTake(capacity);
        }
        return now.orElseGet(() -> space.take(capacity));
    }

    private void sendFilling() {
        PartBytes full = filling;
        if (full == null) {
            return;
        }
        // Scratch files of the largest parts are the most that may pile up.
        int most = full.length() > PartBuffers.PART_SIZE ? 1 : plan.inFlight();
        while (inFlight.size() >= most) {
            awaitOldest();
        }
        String id = upload;
        if (id == null) {
            id = s3.begin(object);
            upload = id;
        }
        inFlight.add(new PartInFlight(s3, object, id, sent.size() + inFlight.size() + 1, full));
        filling = null;
    }

    private void awaitOldest() {
        PartInFlight part = inFlight.getFirst();
        sent.add(part.await());
        inFlight.removeFirst();
        part.giveBack();
    }

    private void releaseAll() {
        PartBytes unsent = filling;
        if (unsent != null) {
            filling = null;
            unsent.release();
        }
        inFlight.forEach(PartInFlight::giveBack);
        inFlight.clear();
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is " + state);
        }
    }
}
