package io.vitrine.storegateway.store.s3;

import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Upload;
import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobListing.Entry;
import io.vitrine.storegateway.store.ObjectName;
import io.vitrine.storegateway.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of a bucket: all objects, then all unfinished uploads. */
final class S3Listing {
    /** A cursor that begins so holds the object's name before the page. */
    private static final String OBJECTS = "o";
    /** And one that begins so the upload's name and id; nothing else: the first upload. */
    private static final String UPLOADS = "u";

    private static final int MOST = 1000;

    private S3Listing() {}

    static BlobListing of(S3Client s3, @Nullable String cursor, int limit) {
        int page = Math.min(limit, MOST);
        if (cursor == null || cursor.startsWith(OBJECTS)) {
            return objects(s3, cursor == null ? null : cursor.substring(OBJECTS.length()), page);
        }
        return uploads(s3, cursor, page);
    }

    private static BlobListing objects(S3Client s3, @Nullable String after, int limit) {
        ListBucketResultV2 page = s3.objects(after, limit);
        List<Entry> entries = new ArrayList<>();
        @Nullable String last = after;
        for (Item item : page.contents()) {
            last = item.objectName();
            if (ObjectName.isValid(last)) {
                entries.add(
                        new Entry(last, false, item.size(), item.lastModified().toInstant()));
            }
        }
        return new BlobListing(entries, page.isTruncated() && last != null ? OBJECTS + last : UPLOADS);
    }

    private static BlobListing uploads(S3Client s3, String cursor, int limit) {
        String[] marker = marker(cursor);
        ListMultipartUploadsResult page = s3.unfinished(null, marker[0], marker[1], limit);
        List<Entry> entries = new ArrayList<>();
        for (Upload upload : page.uploads()) {
            if (ObjectName.isValid(upload.objectName())) {
                entries.add(new Entry(
                        upload.objectName(), true, 0, upload.initiated().toInstant()));
            }
        }
        return new BlobListing(
                entries, page.isTruncated() ? cursor(page.nextKeyMarker(), page.nextUploadIdMarker()) : null);
    }

    private static String cursor(String key, String id) {
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return UPLOADS + text.encodeToString(key.getBytes(StandardCharsets.UTF_8)) + "."
                + text.encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String[] marker(String cursor) {
        if (cursor.equals(UPLOADS)) {
            return new @Nullable String[] {null, null};
        }
        try {
            String[] parts = cursor.substring(UPLOADS.length()).split("\\.", 2);
            Base64.Decoder text = Base64.getUrlDecoder();
            return new @Nullable String[] {
                new String(text.decode(parts[0]), StandardCharsets.UTF_8),
                new String(text.decode(parts[parts.length - 1]), StandardCharsets.UTF_8)
            };
        } catch (IllegalArgumentException e) {
            throw new StoreException(StoreException.Kind.BROKEN, "This is not a cursor of the store's list.", e);
        }
    }
}
