package io.vitrine.storegateway.store.s3;

import io.minio.GetObjectResponse;
import io.vitrine.storegateway.store.ExactStream;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The answer to a request for a range. */
final class S3Range {
    private S3Range() {}

    /** @throws StoreException {@code BROKEN} when the server sends another range or another length */
    static InputStream of(GetObjectResponse answer, long offset, long length) {
        @Nullable String range = answer.headers().get("Content-Range");
        @Nullable String announced = answer.headers().get("Content-Length");
        boolean inPlace = range == null ? offset == 0 : range.startsWith("bytes " + offset + "-");
        if (!inPlace || !String.valueOf(length).equals(announced)) {
            throw new StoreException(Kind.BROKEN, "The store has fewer bytes than the image, or sends others.", null);
        }
        return new ExactStream(answer, length);
    }
}
