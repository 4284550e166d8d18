package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.blob.Block;
import io.vitrine.storegateway.blob.BlockPool;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A blob that another store holds, read once by a thread of its own ({@link StoredBytes}); its sender is told of a bad place before the transfer breaks. */
final class StoredBody implements Body {
    private static final Logger LOG = LoggerFactory.getLogger(StoredBody.class);

    private final StoredSender sender;
    private final DownloadGrant source;
    private final Passage passage;
    private final BlockingQueue<Block> delivered = new LinkedBlockingQueue<>();
    private final BlockPool.Share share;
    private final Thread reader;
    private boolean over;
    private boolean readerEnded;

    StoredBody(StoredSender sender, Passage passage) {
        this.sender = sender;
        this.source = sender.source();
        this.passage = passage;
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
        try (StoredBytes bytes = new StoredBytes(source, sender.stores(), this::bad)) {
            while (bytes.left() > 0) {
                Block block = share.take();
                if (block == null) {
                    block = delivered.take();
                }
                try {
                    bytes.fill(block.memory());
                } catch (IOException | RuntimeException e) {
                    block.discard();
                    throw e;
                }
                share.filled();
                passage.pipeline().accept(block);
            }
        }
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
