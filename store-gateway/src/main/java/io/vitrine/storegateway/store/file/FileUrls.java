package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code file:///<dir>/<object>} and back. */
final class FileUrls {
    private FileUrls() {}

    static URI of(Path file) {
        try {
            return new URI("file", "", file.toString(), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an absolute path", e);
        }
    }

    static Path path(URI url) {
        @Nullable String path = url.getPath();
        if (!"file".equals(url.getScheme()) || path == null || (url.getAuthority() != null)) {
            throw new StoreException(Kind.BROKEN, "This is not the location of a file.", null);
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new StoreException(Kind.BROKEN, "This is not the location of a file.", e);
        }
    }
}
