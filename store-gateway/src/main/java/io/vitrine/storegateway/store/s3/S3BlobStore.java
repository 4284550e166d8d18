package io.vitrine.storegateway.store.s3;

import io.minio.GetObjectResponse;
import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.ExactStream;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one bucket. Up to 16 MiB are put in one request; more go up in parts as the {@link PartPlan} cuts them, of which one is being
 * filled while others are on their way, and become an object with the commit. Beyond 5 TiB {@link #begin} or the upload says {@code FULL}.
 *
 * <p>Uses nothing that servers disagree about: no copy of parts, no tags, no versions, no checksums of our own.
 */
public final class S3BlobStore implements BlobStore {
    private static final String SCHEME_PREFIX = "s3+";

    private final S3Client s3;
    private final String bucket;
    private final boolean createBucket;
    private final String base;
    private final PartPlan plan;
    private final PartSpace space;

    S3BlobStore(S3Settings settings, PartSpace space) {
        this.s3 = new S3Client(settings);
        this.bucket = settings.bucket();
        this.createBucket = settings.createBucket();
        this.base = SCHEME_PREFIX + settings.endpoint().getScheme() + "://"
                + settings.endpoint().getAuthority() + "/" + bucket + "/";
        this.plan = settings.plan();
        this.space = space;
    }

    @Override
    public BlobUpload begin(String objectName, OptionalLong size) {
        BlobLocation location = locate(objectName);
        if (size.isPresent() && size.getAsLong() > PartPlan.LARGEST_OBJECT) {
            throw S3Upload.tooLarge();
        }
        return new S3Upload(s3, objectName, location, plan, space, size);
    }

    /** Unfinished uploads first: none of them can turn into an object after that. */
    @Override
    public void delete(String objectName) {
        ObjectName.requireValid(objectName);
        List<String> uploads = s3.unfinished(objectName);
        if (!uploads.isEmpty()) {
            uploads.forEach(upload -> s3.abort(objectName, upload));
            // A part that was on its way during the abort can bring an upload back (S3 API, AbortMultipartUpload).
            if (!s3.unfinished(objectName).isEmpty()) {
                throw new StoreException(Kind.TRY_LATER, "Parts of an interrupted upload are still arriving.", null);
            }
        }
        s3.remove(objectName);
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        return s3.size(object(location));
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        String object = object(location);
        if (length == 0) {
            // A range cannot be empty, and the blob must still be there.
            if (s3.size(object).isEmpty()) {
                throw new StoreException(Kind.NOT_FOUND, "The store does not have these bytes.", null);
            }
            return new BlobContent.ByteStream(InputStream.nullInputStream(), 0);
        }
        GetObjectResponse answer = s3.get(object, offset, length);
        try {
            return new BlobContent.ByteStream(S3Range.of(answer, offset, length), length);
        } catch (StoreException e) {
            ExactStream.discard(answer);
            throw e;
        }
    }

    @Override
    public BlobListing list(@Nullable String cursor, int limit) {
        return S3Listing.of(s3, cursor, limit);
    }

    @Override
    public BlobLocation locate(String objectName) {
        return new BlobLocation(URI.create(base + ObjectName.requireValid(objectName)));
    }

    /** Nobody can tell. */
    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public void check() {
        if (s3.bucketExists()) {
            return;
        }
        if (!createBucket) {
            throw new StoreException(Kind.TRY_LATER, "The store's bucket is not there.", null);
        }
        s3.makeBucket();
    }

    /**
     * The object that a location names. It must be in our bucket; its host is not looked at, because a bucket keeps its objects when its
     * server gets another name, and we ask only the configured one.
     */
    private String object(BlobLocation location) {
        URI url = location.url();
        String path = String.valueOf(url.getRawPath());
        String prefix = "/" + bucket + "/";
        String object = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        if (!String.valueOf(url.getScheme()).startsWith(SCHEME_PREFIX) || !ObjectName.isValid(object)) {
            throw new StoreException(Kind.BROKEN, "This location is not in this store.", null);
        }
        return object;
    }
}
