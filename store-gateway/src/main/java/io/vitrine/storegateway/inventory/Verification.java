package io.vitrine.storegateway.inventory;

import io.vitrine.contracts.internal.BlobCheck;
import io.vitrine.contracts.internal.BlobVerdict;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.storegateway.blob.Fingerprint;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one blob whole and compares it with what it should be. An interrupt ends it. */
final class Verification {
    private static final int BLOCK = 1 << 20;

    private final BlobSource store;
    private final BlobCheck check;

    Verification(BlobSource store, BlobCheck check) {
        this.store = store;
        this.check = check;
    }

    BlobVerdict verdict() throws InterruptedException {
        BlobLocation location = new BlobLocation(URI.create(check.url()));
        try {
            OptionalLong size = Inventory.sizeIn(store, location);
            if (size.isEmpty()) {
                return new BlobVerdict(Outcome.MISSING, "missing");
            }
            if (size.getAsLong() != check.size()) {
                return different("size");
            }
            String differs = compare(location);
            return differs == null ? new BlobVerdict(Outcome.GOOD, null) : different(differs);
        } catch (StoreException e) {
            return e.kind() == StoreException.Kind.NOT_FOUND
                    ? new BlobVerdict(Outcome.MISSING, "missing")
                    : new BlobVerdict(Outcome.UNREADABLE, e.getMessage());
        } catch (NoSuchFileException e) {
            return new BlobVerdict(Outcome.MISSING, "missing");
        } catch (IOException e) {
            return new BlobVerdict(
                    Outcome.UNREADABLE, "The data broke off: " + e.getClass().getSimpleName() + ".");
        }
    }

    private @Nullable String compare(BlobLocation location) throws IOException, InterruptedException {
        Fingerprint found = Fingerprint.with(check.osHashAlgo());
        long started = System.nanoTime();
        try (ReadableByteChannel bytes = store.open(location, 0, check.size()).channel()) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (long done = 0; done < check.size(); ) {
                block.clear().limit((int) Math.min(BLOCK, check.size() - done));
                while (block.hasRemaining()) {
                    if (bytes.read(block) < 0) {
                        throw new EOFException("the data ended early");
                    }
                }
                found.update(block.flip());
                done += block.limit();
                keepPace(done, started);
            }
        }
        return found.differsFrom(check.crc32c(), check.checksum(), check.osHashValue());
    }

    private void keepPace(long done, long started) throws InterruptedException {
        Long pace = check.bytesPerSecond();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (pace != null && pace > 0) {
            double due = (double) done / pace * TimeUnit.SECONDS.toNanos(1);
            TimeUnit.NANOSECONDS.sleep((long) due - (System.nanoTime() - started));
        }
    }

    private static BlobVerdict different(String what) {
        return new BlobVerdict(Outcome.DIFFERENT, what);
    }
}
