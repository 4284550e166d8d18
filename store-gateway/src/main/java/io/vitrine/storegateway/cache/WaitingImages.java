package io.vitrine.storegateway.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;

/** Images that are to be fetched, one empty file each: they are still there after a restart. */
final class WaitingImages {
    /** More than anybody can have asked for on purpose (spec: security, S-46). */
    private static final int MOST = 10_000;

    private final CacheFolder folder;
    private final SequencedSet<UUID> images = new LinkedHashSet<>();

    WaitingImages(CacheFolder folder) {
        this.folder = folder;
        folder.files("queue").stream()
                .sorted(Comparator.comparing(WaitingImages::since))
                .forEach(this::take);
    }

    private static FileTime since(Path file) {
        try {
            return CacheFolder.attributes(file).lastModifiedTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Path file) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            images.add(UUID.fromString(name));
        } else {
            CacheFolder.delete(file);
        }
    }

    /** False when too many wait already. */
    synchronized boolean add(UUID image) {
        if (images.contains(image)) {
            return true;
        }
        if (images.size() >= MOST) {
            return false;
        }
        try {
            Files.write(folder.queued(image.toString()), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return images.add(image);
    }

    /** Whether it was among them. */
    synchronized boolean remove(UUID image) {
        CacheFolder.delete(folder.queued(image.toString()));
        return images.remove(image);
    }

    /** All others come before it from now on. */
    synchronized void last(UUID image) {
        if (images.remove(image)) {
            images.add(image);
        }
    }

    synchronized Optional<UUID> first() {
        return images.isEmpty() ? Optional.empty() : Optional.of(images.getFirst());
    }

    synchronized List<UUID> all() {
        return List.copyOf(images);
    }
}
