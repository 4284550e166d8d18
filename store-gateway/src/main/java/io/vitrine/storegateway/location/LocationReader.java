package io.vitrine.storegateway.location;

import io.vitrine.storegateway.blob.BlobDigests;
import io.vitrine.storegateway.blob.BlobReading;
import io.vitrine.storegateway.blob.Fingerprint;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.LocationFinder;
import io.vitrine.storegateway.store.LocationFinder.Found;
import io.vitrine.storegateway.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at given locations. Whatever is wrong with one is its giver's to mend, and told in one sentence without its text. Blocks. */
@ApplicationScoped
class LocationReader {
    private static final Logger LOG = LoggerFactory.getLogger(LocationReader.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final LocationFinder finder;
    private final ReadingConfig config;

    LocationReader(LocationFinder finder, ReadingConfig config) {
        this.finder = finder;
        this.config = config;
    }

    /** @throws ProblemException 400 when no store claims it */
    Found find(String url) {
        return finder.find(url)
                .orElseThrow(() -> invalid("it is in none of the stores that locations may be given for"));
    }

    /** @throws ProblemException 400 when no bytes can be read there */
    long size(Found found) throws InterruptedException {
        return again(found, found::size);
    }

    /** @throws ProblemException 400 when they cannot be read to their end */
    BlobDigests digests(Found found, long size, String algorithm) throws InterruptedException {
        if (!Fingerprint.knows(algorithm)) {
            throw new ProblemException(ProblemType.BAD_REQUEST.with("The hash algorithm is unknown."));
        }
        return again(found, () -> read(found, size, algorithm));
    }

    private static BlobDigests read(Found found, long size, String algorithm) throws InterruptedException {
        try {
            BlobContent bytes = found.store().source().open(found.location(), 0, size);
            return BlobReading.fingerprint(bytes, algorithm, BlobReading.AT_ONCE)
                    .digests(size, algorithm);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.TRY_LATER, "The bytes broke off.", e);
        }
    }

    private interface Reading<T> {
        T read() throws InterruptedException;
    }

    private <T> T again(Found found, Reading<T> reading) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return reading.read();
            } catch (StoreException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("nobody waits for a location any more");
                }
                boolean last = attempt > config.retries() || e.kind() != StoreException.Kind.TRY_LATER;
                LOG.atWarn()
                        .addKeyValue("store", found.store().id())
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("kind", e.kind())
                        .addKeyValue("reason", e.getMessage())
                        .log("A given location cannot be read");
                if (last) {
                    throw invalid(String.valueOf(e.getMessage()));
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static ProblemException invalid(String reason) {
        return new ProblemException(ProblemType.BAD_REQUEST.with("Invalid location: " + reason));
    }
}
