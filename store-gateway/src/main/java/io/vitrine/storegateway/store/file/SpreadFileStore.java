package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One store over several directories. An object goes to the directory of the highest priority that has room, among equals to the one with
 * most room; it is read from the directory that its location names, and deleted wherever it is.
 */
final class SpreadFileStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(SpreadFileStore.class);

    /** @param priority higher is filled first */
    record Directory(FileBlobStore store, int priority) {}

    /** A directory that can be used just now, and what it has room for. */
    private record Open(Directory directory, long free) {}

    private final List<Directory> directories;

    SpreadFileStore(List<Directory> directories) {
        this.directories = directories.stream()
                .sorted(Comparator.comparingInt(Directory::priority).reversed())
                .toList();
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        StoreException last = new StoreException(Kind.TRY_LATER, "None of the store's directories is there.", null);
        for (Open open : inOrder()) {
            requireUnused(objectName, open.directory());
            try {
                if (open.free() > 0) {
                    return open.directory().store().begin(objectName, size);
                }
                last = new StoreException(Kind.FULL, "The store is full.", null);
            } catch (StoreException e) {
                if (e.kind() == Kind.BROKEN) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    /** Gone means gone from all of them: a directory that is away keeps the delete from being done. */
    @Override
    public void delete(String objectName) {
        directories.forEach(directory -> directory.store().delete(objectName));
    }

    /** Also of an object in another directory than the location names: whoever knows only a name calls it by the first one. */
    @Override
    public OptionalLong size(BlobLocation location) {
        OptionalLong named = holder(location).size(location);
        if (named.isPresent()) {
            return named;
        }
        String path = location.url().getPath();
        String objectName = path.substring(path.lastIndexOf('/') + 1);
        return directories.stream()
                .map(directory -> directory.store().size(directory.store().locate(objectName)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(named);
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        return holder(location).open(location, offset, length);
    }

    /** Directory by directory: a cursor is a directory's place among them, a colon, and its own cursor. */
    @Override
    public BlobListing list(@Nullable String cursor, int limit) {
        int colon = cursor == null ? -1 : cursor.indexOf(':');
        int at = cursor == null ? 0 : Integer.parseInt(cursor.substring(0, colon));
        String within = cursor == null || colon + 1 == cursor.length() ? null : cursor.substring(colon + 1);
        BlobListing part = directories.get(at).store().list(within, limit);
        if (part.next() != null) {
            return new BlobListing(part.entries(), at + ":" + part.next());
        }
        return new BlobListing(part.entries(), at + 1 == directories.size() ? null : (at + 1) + ":");
    }

    @Override
    public BlobLocation locate(String objectName) {
        return directories.getFirst().store().locate(objectName);
    }

    @Override
    public int claims(URI url) {
        return directories.stream()
                .mapToInt(directory -> directory.store().claims(url))
                .max()
                .orElseThrow();
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.of(inOrder().stream().mapToLong(Open::free).sum());
    }

    /** All of them, so that the log names each that is not there; one that is keeps the store in use. */
    @Override
    public void check() {
        List<StoreException> failures = new ArrayList<>();
        for (Directory directory : directories) {
            try {
                directory.store().check();
            } catch (StoreException e) {
                failures.add(e);
            }
        }
        if (failures.size() == directories.size()) {
            throw failures.getFirst();
        }
    }

    private FileBlobStore holder(BlobLocation location) {
        return directories.stream()
                .map(Directory::store)
                .filter(store -> store.claims(location.url()) > 0)
                .findFirst()
                .orElseThrow(() -> new StoreException(Kind.BROKEN, "This location is not in this store.", null));
    }

    private List<Open> inOrder() {
        List<Open> open = new ArrayList<>();
        for (Directory directory : directories) {
            try {
                open.add(new Open(directory, directory.store().freeBytes().orElseThrow()));
            } catch (StoreException e) {
                LOG.atDebug().addKeyValue("reason", e.getMessage()).log("A directory is passed over");
            }
        }
        open.sort(Comparator.<Open>comparingInt(each -> each.directory().priority())
                .thenComparingLong(Open::free)
                .reversed());
        return open;
    }

    private void requireUnused(String objectName, Directory here) {
        for (Directory other : directories) {
            if (other != here && other.store().holds(other.store().locate(objectName))) {
                throw new StoreException(Kind.BROKEN, "The store already has an object of this name.", null);
            }
        }
    }
}
