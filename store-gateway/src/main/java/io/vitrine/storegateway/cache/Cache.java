package io.vitrine.storegateway.cache;

import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.contracts.internal.CachePruned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies on this disk and those in the making. Their bytes together never exceed the limit: whoever needs room evicts what was not used
 * for the longest time, and where that is not enough, the fill is given up. Blocks for a moment; may be called from any thread.
 */
final class Cache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
    /** Room is taken in steps, so that a download that breaks off early has not evicted much. */
    private static final long STEP = 16L << 20;

    private final CacheFolder folder;
    private final long maxBytes;
    private final Clock clock;
    private final CacheMeters meters;
    private final Counters counters;
    private final Map<UUID, Entry> entries = new HashMap<>();
    private final Map<UUID, Fill> fills = new HashMap<>();
    private final Map<Path, Long> invalid = new HashMap<>();
    /** Bytes of entries, of invalid files, and what fills have reserved. */
    private long used;

    private boolean counted;

    Cache(CacheFolder folder, long maxBytes, Clock clock, CacheMeters meters) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.meters = meters;
        this.counters = new Counters(folder.counters());
        load();
        meters.size(this::used);
    }

    /** What the last process left: whole copies stay, halves go, strangers are put aside. */
    private void load() {
        try {
            folder.files("incomplete").forEach(CacheFolder::delete);
            for (Path file : folder.files("invalid")) {
                countInvalid(file);
            }
            for (Path file : folder.files("complete")) {
                Optional<EntryName> name = EntryName.parse(file.getFileName().toString());
                BasicFileAttributes found = CacheFolder.attributes(file);
                if (name.isPresent()
                        && found.isRegularFile()
                        && !entries.containsKey(name.get().image())) {
                    enter(name.get(), found);
                } else {
                    countInvalid(folder.invalidate(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counters.load(Counters.byText(entries.values()));
    }

    private void countInvalid(Path file) throws IOException {
        long size = CacheFolder.attributes(file).size();
        Long replaced = invalid.put(file, size);
        used += size - (replaced == null ? 0 : replaced);
    }

    private Entry enter(EntryName name, BasicFileAttributes file) {
        Entry entry = new Entry(name, file.size(), file.lastModifiedTime().toMillis());
        entries.put(name.image(), entry);
        used += file.size();
        return entry;
    }

    CacheFolder folder() {
        return folder;
    }

    synchronized long used() {
        return used;
    }

    /** The file of a whole copy, which counts as served; empty when there is none. */
    synchronized Optional<Path> hit(EntryName name, long size) {
        Entry entry = entries.get(name.image());
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.size != size || !entry.name.equals(name) || !isAsItWas(entry)) {
            invalidate(entry, "it is not the file that was verified");
            return Optional.empty();
        }
        entry.hits++;
        entry.accessed = clock.millis();
        counted = true;
        meters.hits.increment();
        return Optional.of(folder.complete(name));
    }

    private boolean isAsItWas(Entry entry) {
        try {
            BasicFileAttributes file = CacheFolder.attributes(folder.complete(entry.name));
            return file.isRegularFile()
                    && file.size() == entry.size
                    && file.lastModifiedTime().toMillis() == entry.modified;
        } catch (IOException e) {
            return false;
        }
    }

    synchronized void missed() {
        meters.misses.increment();
    }

    synchronized boolean holds(UUID image) {
        return entries.containsKey(image);
    }

    synchronized boolean isFilling(UUID image) {
        return fills.containsKey(image);
    }

    /**
     * Begins a copy. Empty when there is one or one in the making, and when it could never fit beside the others in the making.
     *
     * @param readerWaits whether a reader gets the same bytes on the way
     */
    synchronized Optional<Fill> begin(EntryName name, long size, boolean readerWaits) {
        if (size == 0 || holds(name.image()) || isFilling(name.image())) {
            return Optional.empty();
        }
        long promised = fills.values().stream().mapToLong(fill -> fill.size).sum();
        long reserved = fills.values().stream().mapToLong(fill -> fill.reserved).sum();
        long evictable = used - reserved;
        // What could not fit even into an empty cache must not empty it.
        if (size > maxBytes - promised || !folder.hasRoomFor(size + promised - reserved - evictable)) {
            LOG.atDebug().addKeyValue("imageId", name.image()).log("Too large for the cache just now");
            return Optional.empty();
        }
        Fill fill = new Fill(this, name, size, readerWaits);
        fills.put(name.image(), fill);
        fill.start();
        return Optional.of(fill);
    }

    /** Room for the first so many bytes of a fill; false when there is none. */
    synchronized boolean reserve(Fill fill, long bytes) {
        if (bytes <= fill.reserved) {
            return true;
        }
        long step = Math.min(Math.max(bytes - fill.reserved, STEP), fill.size - fill.reserved);
        if (bytes > fill.size || !makeRoom(step, new Evicted())) {
            return false;
        }
        used += step;
        fill.reserved += step;
        return true;
    }

    /** What a fill has come to: its copy is entered, put aside, or removed. */
    synchronized Fill.End end(Fill fill, Fill.End reached) {
        // Dropped while its last bytes went to the disk.
        Fill.End end = reached == Fill.End.WHOLE && fill.givenUp() != null ? Fill.End.GIVEN_UP : reached;
        fills.remove(fill.name.image());
        used -= fill.reserved;
        Path file = folder.incomplete(fill.name);
        try {
            switch (end) {
                case WHOLE -> {
                    enter(fill.name, folder.publish(fill.name)).verified = clock.millis();
                    meters.bytes.increment(fill.size);
                }
                case WRONG -> {
                    countInvalid(folder.invalidate(file));
                    LOG.atError()
                            .addKeyValue("imageId", fill.name.image())
                            .log("The bytes that came for the cache are not the image's");
                }
                case GIVEN_UP -> {
                    CacheFolder.delete(file);
                    LOG.atInfo()
                            .addKeyValue("imageId", fill.name.image())
                            .addKeyValue("reason", fill.givenUp())
                            .log("No copy in the cache");
                }
            }
            return end;
        } catch (IOException | UncheckedIOException e) {
            LOG.atError().addKeyValue("imageId", fill.name.image()).setCause(e).log("The cache's directory fails");
            return Fill.End.GIVEN_UP;
        }
    }

    synchronized List<CacheListing.Image> listing() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.name.image().toString()))
                .map(entry -> new CacheListing.Image(
                        entry.name.image(),
                        entry.size,
                        entry.hits,
                        entry.accessed == 0 ? null : entry.accessed,
                        entry.modified))
                .toList();
    }

    /** Images with a copy or one in the making. */
    synchronized List<UUID> images() {
        List<UUID> images = new ArrayList<>(entries.keySet());
        images.addAll(fills.keySet());
        return images;
    }

    /** Removes the copy of an image, and stops the one in the making. Whether there was a whole one. */
    synchronized boolean drop(UUID image) {
        Fill fill = fills.get(image);
        if (fill != null) {
            fill.giveUp("it is not wanted any more");
        }
        Entry entry = entries.get(image);
        if (entry != null) {
            remove(entry);
        }
        return entry != null;
    }

    /** Evicts until the limits are kept. */
    synchronized CachePruned prune() {
        Evicted evicted = new Evicted();
        if (!makeRoom(0, evicted)) {
            LOG.atDebug().log("The cache is empty, and its file system has less room than it should keep");
        }
        return new CachePruned(evicted.files, evicted.bytes);
    }

    /** Removes what is not what it should be, and gives up what got no bytes for so long. */
    synchronized void clean(Duration stall) {
        List.copyOf(invalid.keySet()).forEach(this::removeInvalid);
        giveUpStalled(stall);
    }

    synchronized void giveUpStalled(Duration stall) {
        fills.values().stream()
                .filter(fill -> fill.stalledFor(stall.toNanos()))
                .forEach(fill -> fill.giveUp("no bytes came for too long"));
    }

    /** The copy whose bytes were not compared with their hash for the longest time, if that was before then. */
    synchronized Optional<EntryName> unverifiedSince(long millis) {
        return entries.values().stream()
                .filter(entry -> entry.verified < millis)
                .min(Comparator.comparingLong(entry -> entry.verified))
                .map(entry -> entry.name);
    }

    synchronized void verified(EntryName name, boolean right) {
        Entry entry = entries.get(name.image());
        if (entry != null && right) {
            entry.verified = clock.millis();
        } else if (entry != null) {
            invalidate(entry, "its bytes have changed");
        }
    }

    void saveCounters() {
        List<String> lines;
        synchronized (this) {
            if (!counted) {
                return;
            }
            counted = false;
            lines = Counters.lines(entries.values());
        }
        counters.save(lines);
    }

    private boolean makeRoom(long bytes, Evicted evicted) {
        while (used + bytes > maxBytes || !folder.hasRoomFor(bytes)) {
            Optional<Path> broken = invalid.keySet().stream().findAny();
            Optional<Entry> oldest = entries.values().stream().min(Comparator.comparingLong(Entry::lastUse));
            if (broken.isPresent()) {
                evicted.files++;
                evicted.bytes += removeInvalid(broken.get());
            } else if (oldest.isPresent()) {
                remove(oldest.get());
                evicted.files++;
                evicted.bytes += oldest.get().size;
                meters.evictions.increment();
            } else {
                return false;
            }
        }
        return true;
    }

    private void remove(Entry entry) {
        CacheFolder.delete(folder.complete(entry.name));
        entries.remove(entry.name.image());
        used -= entry.size;
        counted = true;
    }

    private long removeInvalid(Path file) {
        CacheFolder.delete(file);
        Long size = invalid.remove(file);
        long freed = size == null ? 0 : size;
        used -= freed;
        return freed;
    }

    private void invalidate(Entry entry, String why) {
        LOG.atWarn()
                .addKeyValue("imageId", entry.name.image())
                .addKeyValue("reason", why)
                .log("A copy in the cache is put aside");
        entries.remove(entry.name.image());
        used -= entry.size;
        try {
            countInvalid(folder.invalidate(folder.complete(entry.name)));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The copy has vanished");
        }
    }

    private static final class Evicted {
        private long files;
        private long bytes;
    }

    /** Copies in the making are given up; the next process removes what is left of them. */
    @Override
    public void close() {
        synchronized (this) {
            fills.values().forEach(fill -> fill.giveUp("the process ends"));
        }
        saveCounters();
        folder.close();
    }
}
