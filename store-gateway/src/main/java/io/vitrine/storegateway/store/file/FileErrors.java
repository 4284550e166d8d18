package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Sorts what a file system answers. The JDK hands most of it over as text of the C library. */
final class FileErrors {
    private FileErrors() {}

    static StoreException sort(IOException e) {
        return switch (e) {
            case NoSuchFileException gone ->
                new StoreException(Kind.NOT_FOUND, "The store does not have these bytes.", gone);
            case FileAlreadyExistsException used ->
                new StoreException(Kind.BROKEN, "The store already has an object of this name.", used);
            case AccessDeniedException denied ->
                new StoreException(Kind.REFUSED, "The store's directory may not be used by this service.", denied);
            case NotDirectoryException file ->
                new StoreException(Kind.BROKEN, "The store's directory is not a directory.", file);
            default -> byText(e);
        };
    }

    private static StoreException byText(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No space left on device") || text.contains("quota exceeded")) {
            return new StoreException(Kind.FULL, "The store is full.", e);
        }
        if (text.contains("Permission denied") || text.contains("Operation not permitted")) {
            return new StoreException(Kind.REFUSED, "The store's directory may not be used by this service.", e);
        }
        if (text.contains("Read-only file system")) {
            return new StoreException(Kind.REFUSED, "The store's file system is read-only.", e);
        }
        if (text.contains("Too many open files") || text.contains("Stale file handle") || text.contains("timed out")) {
            return new StoreException(Kind.TRY_LATER, "The store's file system cannot answer just now.", e);
        }
        return new StoreException(Kind.BROKEN, "The store's file system failed.", e);
    }
}
