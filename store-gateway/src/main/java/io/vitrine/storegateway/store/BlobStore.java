package io.vitrine.storegateway.store;

import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A {@link BlobSource} that can also be written. Bytes exist only after {@link BlobUpload#commit()}. */
public interface BlobStore extends BlobSource {
    /**
     * Begins a blob of a name that was never used before. Nothing is visible under the name until the commit.
     *
     * @param objectName {@code <image id>.<generation>}
     * @param size bytes that will come, empty when unknown; a driver may use it to reserve room or to choose part sizes, and may refuse more
     * @throws StoreException {@code FULL} when the store can already tell that there is no room
     */
    BlobUpload begin(String objectName, OptionalLong size);

    /**
     * Removes a blob, committed or abandoned, and whatever an interrupted write of that name left behind (hidden files, unfinished parts).
     * Idempotent: a blob that is not there is success.
     *
     * @param objectName the name that {@link #begin} was given
     */
    void delete(String objectName);

    /**
     * A part of all that the store holds under names that {@link #begin} accepts: objects, and hidden or unfinished leftovers. What comes or
     * goes meanwhile may be in it or not; all else is in exactly one part.
     *
     * @param cursor null for the first part, then {@link BlobListing#next} of the part before
     * @param limit about so many entries
     */
    BlobListing list(@Nullable String cursor, int limit);

    /** Where a blob of that name is once committed; in a store of several places, where it would be first. Pure: asks nobody. */
    BlobLocation locate(String objectName);

    /** One's own objects lie side by side. */
    @Override
    default int claims(URI url) {
        String any = "x";
        String place = locate(any).url().toString();
        String base = place.substring(0, place.length() - any.length());
        String text = url.toString();
        return text.startsWith(base) && ObjectName.isValid(text.substring(base.length())) ? base.length() : 0;
    }

    /** Bytes free for new blobs; empty when the store cannot tell. */
    OptionalLong freeBytes();

    /**
     * Whether the store can be used just now: reachable, and writable with our credentials.
     *
     * @throws StoreException saying why not
     */
    void check();
}
