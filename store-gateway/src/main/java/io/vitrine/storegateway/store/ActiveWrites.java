package io.vitrine.storegateway.store;

import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The writes that this process has open, and the names it has removed. It keeps the one promise a delete makes: once a name was reported
 * gone, no byte appears under it. A name is never used twice, so a buried one stays buried.
 */
@Singleton
public final class ActiveWrites {
    /** A grant lives for seconds after its delete at most, so the last few thousand names are far more than enough. */
    private static final int REMEMBERED = 10_000;

    private record Name(String store, String object) {}

    private final Map<Name, Write> open = new HashMap<>();
    private final Set<Name> buried = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * Announces a write. It counts as open until it is closed.
     *
     * @throws StoreException {@code REFUSED} when the name was removed or is being written already
     */
    public synchronized Write register(String store, String objectName) {
        Name name = new Name(store, objectName);
        if (buried.contains(name) || open.containsKey(name)) {
            throw new StoreException(StoreException.Kind.REFUSED, "This object name has been used before.", null);
        }
        Write write = new Write(name);
        open.put(name, write);
        return write;
    }

    public synchronized boolean isOpen(String store, String objectName) {
        return open.containsKey(new Name(store, objectName));
    }

    /**
     * Claims a name for its removal. False when a write of it is still open: it is told to stop, and the caller comes back later. True: no
     * write of this name can begin any more.
     */
    public synchronized boolean bury(String store, String objectName) {
        Name name = new Name(store, objectName);
        Write write = open.get(name);
        if (write != null) {
            write.cancelled = true;
            return false;
        }
        buried.add(name);
        return true;
    }

    private synchronized void ended(Write write) {
        open.remove(write.name, write);
    }

    /** One open write. */
    public final class Write implements AutoCloseable {
        private final Name name;
        private volatile boolean cancelled;

        private Write(Name name) {
            this.name = name;
        }

        /** Whether a delete of this name waits for the write to end. */
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void close() {
            ended(this);
        }
    }
}
