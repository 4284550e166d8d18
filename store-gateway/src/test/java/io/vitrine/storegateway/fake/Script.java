package io.vitrine.storegateway.fake;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How image-api behaves towards one image. Without a word of ours it is a friendly one. */
public final class Script {
    volatile int openStatus;
    volatile boolean openStalls;
    volatile int commitStatus;
    volatile String store = "disk";
    volatile String hash = "sha512";
    volatile long granted = Long.MAX_VALUE;
    volatile long cap = Long.MAX_VALUE;
    volatile long leaseSeconds = 30;
    volatile boolean leaseLost;
    final AtomicInteger commitAnswersLost = new AtomicInteger();
    volatile @Nullable Long crc32c;
    volatile boolean takesAnother;
    final Map<String, Integer> storeStatus = new ConcurrentHashMap<>();
    final Map<String, Integer> commitStatusOfStore = new ConcurrentHashMap<>();
    /** What was reported of the job. */
    public final List<JsonObject> progress = new CopyOnWriteArrayList<>();

    volatile @Nullable String location;
    volatile @Nullable String locationHash;
    volatile @Nullable String locationRefused;

    /** What was reported about the job's given location, by the last word of the call. */
    public final Map<String, JsonObject> locationReports = new ConcurrentHashMap<>();

    /** The job's image is said to be there; its digests are wanted unless the algorithm is null. */
    public Script givenAt(String url, @Nullable String algorithm) {
        location = url;
        locationHash = algorithm;
        return this;
    }

    /** Refuses {@code location}, {@code found} or {@code digests}. */
    public Script refusesLocation(String what, int status) {
        locationRefused = what;
        openStatus = status;
        return this;
    }

    volatile boolean deactivated;
    volatile boolean deleted;
    volatile @Nullable String diskFormat;
    volatile @Nullable String containerFormat;
    volatile long maxVirtualBytes = Long.MAX_VALUE;

    /** Refuses to open an upload or a download. */
    public Script refuses(int status) {
        openStatus = status;
        return this;
    }

    /** Refuses to open a write into that store. */
    public Script refusesStore(String id, int status) {
        storeStatus.put(id, status);
        return this;
    }

    /** Refuses to commit a write into that store. */
    public Script refusesCommitOf(String id, int status) {
        commitStatusOfStore.put(id, status);
        return this;
    }

    /** Opens a write beside those that are committed. */
    public Script takesAnother() {
        takesAnother = true;
        return this;
    }

    /** Grants downloads, and forbids copies in caches. */
    public Script deactivated() {
        deactivated = true;
        return this;
    }

    /** Says that the image is no more when it is asked about cached ones. */
    public Script deleted() {
        deleted = true;
        return this;
    }

    /** Never answers an open. */
    public Script stalls() {
        openStalls = true;
        return this;
    }

    public Script refusesCommit(int status) {
        commitStatus = status;
        return this;
    }

    /** Commits, and the answer does not arrive. */
    public Script losesCommitAnswers(int times) {
        commitAnswersLost.set(times);
        return this;
    }

    /** Grants so many bytes first, doubles on demand, and stops at the cap. */
    public Script grants(long first, long most) {
        granted = first;
        cap = most;
        return this;
    }

    public Script store(String id) {
        store = id;
        return this;
    }

    /** Its image says to be that. */
    public Script formats(String disk, String container) {
        diskFormat = disk;
        containerFormat = container;
        return this;
    }

    public Script allowsVirtualBytes(long most) {
        maxVirtualBytes = most;
        return this;
    }

    public Script hash(String algorithm) {
        hash = algorithm;
        return this;
    }

    /** From now on the lease is somebody else's. */
    public Script losesLease() {
        leaseLost = true;
        return this;
    }

    public Script leaseSeconds(long seconds) {
        leaseSeconds = seconds;
        return this;
    }

    /** Claims this checksum of the stored bytes when they are downloaded. */
    public Script claimsCrc32c(long value) {
        crc32c = value;
        return this;
    }
}
