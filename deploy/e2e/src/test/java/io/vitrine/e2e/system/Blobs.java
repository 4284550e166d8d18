package io.vitrine.e2e.system;

import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies in the stores, seen from below: every file, hidden and unfinished ones too. */
public final class Blobs {
    private static final String PROBE = ".check-";
    private static final String MARK = ".vitrine-store";
    private static final String BUCKET = "images";
    private static final String STAGING = "staging";

    private final VitrineSystem system;

    Blobs(VitrineSystem system) {
        this.system = system;
    }

    /** Everything that a store has, by the path below its root. */
    public Set<String> in(String store) {
        Path root = root(store);
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        // Files come and go meanwhile: what is gone before it was looked at is gone.
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith(PROBE) && !name.equals(MARK))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (UncheckedIOException e) {
            return in(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What any store has of an image, the one for staged bytes among them. */
    public List<String> of(String imageId) {
        return Stream.of(Vitrine.FILE_STORE, Vitrine.S3_STORE, STAGING)
                .flatMap(store -> in(store).stream().map(name -> store + "/" + name))
                .filter(name -> name.contains(imageId))
                .toList();
    }

    Path file(String store, String objectName) {
        return root(store).resolve(objectName);
    }

    private Path root(String store) {
        return switch (store) {
            case Vitrine.FILE_STORE -> system.storesDir();
            case STAGING -> system.storesDir().resolveSibling(STAGING);
            default -> system.bucketDir(BUCKET);
        };
    }
}
