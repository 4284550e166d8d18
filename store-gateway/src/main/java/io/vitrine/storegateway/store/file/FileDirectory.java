package io.vitrine.storegateway.store.file;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A directory as the settings name it.
 *
 * @param path absolute and normalised
 */
record FileDirectory(Path path, int priority) {
    private static final Pattern WITH_PRIORITY = Pattern.compile("(.+):(\\d{1,9})");

    /** @throws InvalidStoreConfiguration when no directory is named, one twice, or one not absolutely */
    static List<FileDirectory> of(String id, StoreConfig.Filesystem settings) {
        if (settings.dirs().isEmpty()) {
            Path dir = required(id, "filesystem.dir", settings.dir());
            return List.of(new FileDirectory(absolute(id, "filesystem.dir", dir), 0));
        }
        String name = "filesystem.dirs";
        if (settings.dir().isPresent()) {
            throw new InvalidStoreConfiguration("The settings '%s' and '%s' exclude each other."
                    .formatted(key(id, "filesystem.dir"), key(id, name)));
        }
        List<FileDirectory> directories = settings.dirs().get().stream()
                .map(text -> parse(id, name, text.strip()))
                .toList();
        if (directories.stream().map(FileDirectory::path).distinct().count() < directories.size()) {
            throw new InvalidStoreConfiguration("The setting '%s' names a directory twice.".formatted(key(id, name)));
        }
        return directories;
    }

    private static FileDirectory parse(String id, String name, String text) {
        Matcher matcher = WITH_PRIORITY.matcher(text);
        return matcher.matches()
                ? new FileDirectory(absolute(id, name, Path.of(matcher.group(1))), Integer.parseInt(matcher.group(2)))
                : new FileDirectory(absolute(id, name, Path.of(text)), 0);
    }

    private static Path absolute(String id, String name, Path path) {
        if (!path.isAbsolute()) {
            throw new InvalidStoreConfiguration(
                    "The setting '%s' must be an absolute path, and '%s' is not.".formatted(key(id, name), path));
        }
        return path.normalize();
    }
}
