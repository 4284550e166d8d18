package io.vitrine.storegateway.inventory;

import io.vitrine.contracts.internal.BlobCheck;
import io.vitrine.contracts.internal.BlobVerdict;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.storegateway.blob.BlobReading;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads one blob whole and compares it with what it should be. An interrupt ends it. */
final class Verification {
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
        long started = System.nanoTime();
        return BlobReading.fingerprint(
                        store.open(location, 0, check.size()), check.osHashAlgo(), done -> keepPace(done, started))
                .differsFrom(check.crc32c(), check.checksum(), check.osHashValue());
    }

    private void keepPace(long done, long started) throws InterruptedException {
        Long pace = check.bytesPerSecond();
        if (pace != null && pace > 0) {
            double due = (double) done / pace * TimeUnit.SECONDS.toNanos(1);
            TimeUnit.NANOSECONDS.sleep((long) due - (System.nanoTime() - started));
        }
    }

    private static BlobVerdict different(String what) {
        return new BlobVerdict(Outcome.DIFFERENT, what);
    }
}
