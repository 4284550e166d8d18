package io.vitrine.storegateway.store;

import java.net.URI;

/**
 * Where a blob is.
 *
 * @param url {@code file:///<dir>/<object>} or {@code s3+https://<host>/<bucket>/<object>}; never holds a credential
 */
public record BlobLocation(URI url) {
    public BlobLocation {
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("a location must not hold credentials");
        }
    }

    @Override
    public String toString() {
        return url.getScheme() + ":…" + url.getPath().substring(url.getPath().lastIndexOf('/'));
    }
}
