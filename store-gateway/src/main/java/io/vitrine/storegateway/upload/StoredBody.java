package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.badcopy.BadCopies;
import io.vitrine.storegateway.blob.BlobReading;
import io.vitrine.storegateway.blob.Block;
import io.vitrine.storegateway.blob.BlockPool;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.Store;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.StoreRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blob that another store holds, read once by a thread of its own. The first place that can be opened is read; bytes that are not the
 * ones that were written there break the transfer, and its sender is told of the place before.
 */
final class StoredBody implements Body {
    private static final Logger LOG = LoggerFactory.getLogger(StoredBody.class);

    /** Bytes that one place holds; where there are several places, the first that can be opened is read. */
    private record Piece(long bytes, List<DownloadGrant.Location> places) {}

    /** An opened place. */
    private record Opened(
            DownloadGrant.Location place, BlobSource source, BlobLocation at, ReadableByteChannel bytes) {}

    private final StoredSender sender;
    private final DownloadGrant source;
    private final StoreRegistry stores;
    private final Passage passage;
    private final long size;
    private final BlockingQueue<Block> delivered = new LinkedBlockingQueue<>();
    private final BlockPool.Share share;
    private final Thread reader;
    private boolean over;
    private boolean readerEnded;

    StoredBody(StoredSender sender, Passage passage) {
        this.sender = sender;
        this.source = sender.source();
        this.stores = sender.stores();
        this.passage = passage;
        this.size = Objects.requireNonNull(source.size());
        // Its blocks fill as fast as the source can be read: nothing to surrender.
        this.share = passage.lane().blocks().share(this::delivered, () -> {});
        this.reader = Thread.ofVirtual().name("copy").unstarted(this::run);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public void fail(Throwable why) {
        if (!over) {
            over = true;
            reader.interrupt();
            // Blocks that the reader still hands over are dropped by a pipeline that has stopped.
            passage.broken().accept(Failure.of(why));
        }
    }

    private void run() {
        try {
            read();
            ended(passage.complete());
        } catch (InterruptedException e) {
            // Only fail() interrupts, and it has told what there is to tell.
            LOG.atDebug().addKeyValue("imageId", source.imageId()).log("A copy is not wanted any more");
        } catch (IOException e) {
            broken(new StoreException(Kind.TRY_LATER, "The data to be copied broke off.", e));
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            leave();
        }
    }

    private void broken(RuntimeException why) {
        ended(() -> passage.broken().accept(Failure.of(why)));
    }

    private void ended(Runnable ending) {
        passage.context().runOnContext(on -> {
            if (!over) {
                over = true;
                ending.run();
            }
        });
    }

    private void read() throws IOException, InterruptedException {
        for (Piece piece : pieces()) {
            read(piece);
        }
    }

    private List<Piece> pieces() {
        List<DownloadGrant.Location> places = source.locations();
        if (places.stream().allMatch(place -> place.partBytes() == null)) {
            return List.of(new Piece(size, places));
        }
        return places.stream()
                .map(part -> new Piece(Objects.requireNonNull(part.partBytes()), List.of(part)))
                .toList();
    }

    private void read(Piece piece) throws IOException, InterruptedException {
        CRC32C seen = new CRC32C();
        Opened opened = open(piece);
        try (ReadableByteChannel bytes = opened.bytes()) {
            for (long left = piece.bytes(); left > 0; ) {
                Block block = share.take();
                if (block == null) {
                    block = delivered.take();
                }
                try {
                    BlobReading.fill(block.memory(), bytes, left);
                    left -= block.memory().position();
                } catch (IOException | RuntimeException e) {
                    block.discard();
                    throw e;
                }
                seen.update(block.memory().duplicate().flip());
                share.filled();
                passage.pipeline().accept(block);
            }
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()
                    && BadCopies.isOfAnotherSize(opened.source(), opened.at(), piece.bytes())) {
                bad(opened.place(), BadCopies.SIZE);
            }
            throw e;
        }
        Long written = opened.place().crc32c();
        if (written != null && written != seen.getValue()) {
            bad(opened.place(), BadCopies.BYTES);
            throw new StoreException(Kind.BROKEN, "The data to be copied is not what was stored there.", null);
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
                return new Opened(location, there, at, content.channel());
            } catch (StoreException e) {
                if (e.kind() == Kind.BROKEN && BadCopies.isOfAnotherSize(there, at, piece.bytes())) {
                    bad(location, BadCopies.SIZE);
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

    /** Waits, so that who asks for the places again after this transfer does not get that one. */
    private void bad(DownloadGrant.Location place, String reason) {
        sender.bad(place, reason)
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private synchronized void delivered(Block block) {
        if (readerEnded) {
            block.discard();
        } else {
            delivered.add(block);
        }
    }

    private synchronized void leave() {
        readerEnded = true;
        share.leave();
        delivered.forEach(Block::discard);
        delivered.clear();
    }
}
