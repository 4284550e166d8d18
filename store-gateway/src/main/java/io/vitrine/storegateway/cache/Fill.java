package io.vitrine.storegateway.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A copy in the making. Its bytes are hashed and written on a thread of its own while the next ones are read; whoever brings them never
 * fails because of it, and is not held up by a slow disk for long.
 */
final class Fill {
    /** How a fill ends. */
    enum End {
        /** The copy is whole and right. */
        WHOLE,
        /** All bytes came, and they are not the image's. */
        WRONG,
        /** Bytes are missing. */
        GIVEN_UP
    }

    /** Pieces that may wait to be written. */
    private static final int WAITING = 8;

    /** Beside it, a reader may be made to wait for half of the time that the download takes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long ENDLESS_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final byte[] LAST = new byte[0];

    final EntryName name;
    final long size;
    /** Bytes that the cache counts for this fill; guarded by the cache. */
    long reserved;

    private final Cache cache;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(WAITING);
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private volatile @Nullable String givenUp;
    private final boolean readerWaits;
    private final long started = System.nanoTime();
    private volatile long lastPiece = started;
    /** Time that was lost with a disk that did not keep up; for the bringing thread alone. */
    private long waited;

    /** @param readerWaits whether somebody else than the cache wants the bytes as fast as they come */
    Fill(Cache cache, EntryName name, long size, boolean readerWaits) {
        this.cache = cache;
        this.name = name;
        this.size = size;
        this.readerWaits = readerWaits;
    }

    void start() {
        Thread.ofVirtual().name("cache-fill").start(this::run);
    }

    /** The next bytes, which are copied. */
    void bytes(byte[] from, int offset, int length) {
        if (givenUp == null) {
            offer(Arrays.copyOfRange(from, offset, offset + length));
        }
    }

    /** There are no more. */
    void last() {
        if (givenUp == null) {
            offer(LAST);
        }
    }

    /** Ends it without a copy, unless it has ended. */
    void giveUp(String reason) {
        if (givenUp == null) {
            givenUp = reason;
            do {
                pieces.clear();
            } while (!pieces.offer(LAST));
        }
    }

    @Nullable
    String givenUp() {
        return givenUp;
    }

    /** Completes once the copy is in the cache, or is not going to be. */
    CompletableFuture<End> ended() {
        return ended;
    }

    boolean stalledFor(long nanos) {
        return System.nanoTime() - lastPiece > nanos;
    }

    private void offer(byte[] piece) {
        long now = System.nanoTime();
        lastPiece = now;
        long patience = readerWaits ? PATIENCE_NANOS + (now - started) / 2 - waited : ENDLESS_NANOS;
        try {
            if (!pieces.offer(piece, patience, TimeUnit.NANOSECONDS)) {
                giveUp("the cache's disk is too slow");
            }
            waited += System.nanoTime() - now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp("interrupted");
        }
    }

    private void run() {
        End end = End.GIVEN_UP;
        try {
            end = write();
        } catch (IOException | RuntimeException e) {
            giveUp(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp("interrupted");
        } finally {
            ended.complete(cache.end(this, end));
        }
    }

    private End write() throws IOException, InterruptedException {
        MessageDigest digest = name.digest();
        long written = 0;
        try (FileChannel file = CacheFolder.create(cache.folder().incomplete(name))) {
            for (byte[] piece = pieces.take(); piece != LAST && givenUp == null; piece = pieces.take()) {
                if (!cache.reserve(this, written + piece.length)) {
                    giveUp("there is no room for it");
                    break;
                }
                for (ByteBuffer left = ByteBuffer.wrap(piece); left.hasRemaining(); ) {
                    written += file.write(left);
                }
                digest.update(piece);
            }
            if (givenUp != null) {
                return End.GIVEN_UP;
            }
            file.force(true);
        }
        return written == size && name.hash().equals(HexFormat.of().formatHex(digest.digest())) ? End.WHOLE : End.WRONG;
    }
}
