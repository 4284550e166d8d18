package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.badcopy.BadCopies;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that stores hold, read once from the first to the last. Of several copies the first is read that can be opened; parts are read one
 * after the other. The last bytes of each place are handed out only when it holds what was written there. Blocks; for one thread.
 */
public final class StoredBytes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredBytes.class);

    /** Bytes that one place holds; where there are several places, the first that can be opened is read. */
    private record Piece(long bytes, List<DownloadGrant.Location> places) {}

    /** An opened place. */
    private static final class Opened {
        private final DownloadGrant.Location place;
        private final BlobSource source;
        private final BlobLocation at;
        private final ReadableByteChannel bytes;
        private final long size;
        private final CRC32C seen = new CRC32C();
        private long left;

        Opened(DownloadGrant.Location place, BlobSource source, BlobLocation at, ReadableByteChannel bytes, long size) {
            this.place = place;
            this.source = source;
            this.at = at;
            this.bytes = bytes;
            this.size = size;
            this.left = size;
        }
    }

    /** Is told of a place that does not hold what was written there, before the reading fails or goes on elsewhere. */
    public interface BadPlaces {
        void found(DownloadGrant.Location place, String reason);
    }

    private final DownloadGrant source;
    private final StoreRegistry stores;
    private final BadPlaces bad;
    private final Deque<Piece> pieces;
    private long left;
    private @Nullable Opened opened;

    public StoredBytes(DownloadGrant source, StoreRegistry stores, BadPlaces bad) {
        this.source = source;
        this.stores = stores;
        this.bad = bad;
        this.left = Objects.requireNonNull(source.size());
        this.pieces = new ArrayDeque<>(pieces(source.locations(), left));
    }

    private static List<Piece> pieces(List<DownloadGrant.Location> places, long size) {
        if (places.stream().allMatch(place -> place.partBytes() == null)) {
            return List.of(new Piece(size, places));
        }
        return places.stream()
                .map(part -> new Piece(Objects.requireNonNull(part.partBytes()), List.of(part)))
                .toList();
    }

    /** How many bytes are still to come. */
    public long left() {
        return left;
    }

    /**
     * Fills the memory from its position to its capacity, or with all that is left.
     *
     * @throws IOException when the bytes break off
     * @throws StoreException when no place of them can be opened, or one holds other bytes than were written there
     */
    public void fill(ByteBuffer memory) throws IOException {
        memory.limit((int) Math.min(memory.capacity(), memory.position() + left));
        while (memory.hasRemaining()) {
            Opened place = opened;
            if (place == null) {
                place = open(pieces.remove());
                opened = place;
            }
            read(place, memory);
            if (place.left == 0) {
                close();
                Long written = place.place.crc32c();
                if (written != null && written != place.seen.getValue()) {
                    bad.found(place.place, BadCopies.BYTES);
                    throw new StoreException(Kind.BROKEN, "The data to be copied is not what was stored there.", null);
                }
            }
        }
    }

    private void read(Opened place, ByteBuffer memory) throws IOException {
        int from = memory.position();
        int limit = memory.limit();
        memory.limit((int) Math.min(limit, from + place.left));
        int read = more(place, memory);
        memory.limit(limit);
        place.seen.update(memory.duplicate().limit(from + read).position(from));
        place.left -= read;
        left -= read;
    }

    private int more(Opened place, ByteBuffer memory) throws IOException {
        try {
            int read = place.bytes.read(memory);
            if (read < 0) {
                throw new EOFException("the source ended early");
            }
            return read;
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()
                    && BadCopies.isOfAnotherSize(place.source, place.at, place.size)) {
                bad.found(place.place, BadCopies.SIZE);
            }
            throw e;
        }
    }

    private Opened open(Piece piece) {
        RuntimeException last = Failure.sourceGone();
        for (DownloadGrant.Location location : piece.places()) {
            Optional<Store> store = stores.byId(location.store());
            if (store.isEmpty()) {
                continue;
            }
            BlobSource there = store.get().source();
            BlobLocation at = new BlobLocation(URI.create(location.url()));
            try {
                BlobContent content = there.open(at, 0, piece.bytes());
                return new Opened(location, there, at, content.channel(), piece.bytes());
            } catch (StoreException e) {
                if (e.kind() == Kind.BROKEN && BadCopies.isOfAnotherSize(there, at, piece.bytes())) {
                    bad.found(location, BadCopies.SIZE);
                }
                last = e.kind() == Kind.NOT_FOUND ? last : e;
            } catch (IOException e) {
                last = new StoreException(Kind.TRY_LATER, "The data to be copied cannot be read.", e);
            }
            LOG.atWarn()
                    .addKeyValue("imageId", source.imageId())
                    .addKeyValue("store", location.store())
                    .addKeyValue("reason", String.valueOf(last.getMessage()))
                    .log("A place of the data to be copied cannot be read");
        }
        throw last;
    }

    /** Safe to call more than once. */
    @Override
    public void close() throws IOException {
        Opened place = opened;
        opened = null;
        if (place != null) {
            place.bytes.close();
        }
    }
}
