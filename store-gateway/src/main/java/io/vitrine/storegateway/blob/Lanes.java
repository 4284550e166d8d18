package io.vitrine.storegateway.blob;

import io.vitrine.storegateway.store.BlobStore;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The lanes of this process. Their sizes bound what all transfers together can use, however many there are. */
@ApplicationScoped
public class Lanes {
    private static final int LOCAL_CALLS = 8;
    private static final int REMOTE_THREADS = 32;

    private final Lane local;
    private final Lane remote;
    private final List<ExecutorService> threads;

    /** @param buffers blocks of 256 KiB for all transfers of this process together */
    Lanes(@ConfigProperty(name = "images.upload.buffers", defaultValue = "128") int buffers) {
        if (buffers < 4) {
            throw new IllegalArgumentException("images.upload.buffers must be at least 4");
        }
        int busy = Runtime.getRuntime().availableProcessors() + 1;
        ExecutorService digests = threads("digest", busy);
        ExecutorService writers = threads("write", busy);
        ExecutorService localCalls = threads("file-store", LOCAL_CALLS);
        ExecutorService remoteCalls = threads("remote-store", REMOTE_THREADS);
        threads = List.of(digests, writers, localCalls, remoteCalls);
        local = new Lane(new BlockPool(buffers / 2), digests, writers, localCalls);
        remote = new Lane(new BlockPool(buffers / 2), digests, remoteCalls, remoteCalls);
    }

    /** Where transfers to that store go. */
    public Lane of(BlobStore store, String objectName) {
        return "file".equals(store.locate(objectName).url().getScheme()) ? local : remote;
    }

    /** Whose blocks a body uses that goes down several lanes at once: it is as slow as the slowest. */
    public Lane slowest(Collection<Lane> lanes) {
        return lanes.contains(remote) ? remote : local;
    }

    /** Blocks in use just now. */
    public int lent() {
        return local.blocks().lent() + remote.blocks().lent();
    }

    @PreDestroy
    void stop() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    private static ExecutorService threads(String name, int most) {
        ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
