package io.vitrine.storegateway.store.file;

import io.vitrine.storegateway.store.BlobListing;
import io.vitrine.storegateway.store.BlobListing.Entry;
import io.vitrine.storegateway.store.ObjectName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a directory in the order of its file names. Each page reads all names and looks at the files of its own only: memory stays small,
 * however many there are.
 */
final class FileListing {
    static final String HIDDEN_PREFIX = ".";
    static final String HIDDEN_SUFFIX = ".part";

    private FileListing() {}

    static BlobListing of(Path root, @Nullable String after, int limit) throws IOException {
        List<String> page = names(root, after, limit);
        List<Entry> entries = new ArrayList<>();
        for (String file : page) {
            entry(root, file).ifPresent(entries::add);
        }
        return new BlobListing(entries, page.size() < limit ? null : page.getLast());
    }

    private static List<String> names(Path root, @Nullable String after, int limit) throws IOException {
        PriorityQueue<String> smallest = new PriorityQueue<>(Comparator.reverseOrder());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            for (Path path : files) {
                String file = path.getFileName().toString();
                if (after == null || file.compareTo(after) > 0) {
                    smallest.add(file);
                    if (smallest.size() > limit) {
                        smallest.poll();
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return smallest.stream().sorted().toList();
    }

    /** Empty for what is no object of a store: directories, links, names that no object may have. */
    private static Optional<Entry> entry(Path root, String file) throws IOException {
        boolean hidden = file.startsWith(HIDDEN_PREFIX) && file.endsWith(HIDDEN_SUFFIX);
        String name = hidden
                ? file.substring(HIDDEN_PREFIX.length(), Math.max(1, file.length() - HIDDEN_SUFFIX.length()))
                : file;
        if (!ObjectName.isValid(name)) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(root.resolve(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile()
                    ? Optional.of(new Entry(
                            name, hidden, found.size(), found.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // Removed, or renamed into place, meanwhile.
            return Optional.empty();
        }
    }
}
