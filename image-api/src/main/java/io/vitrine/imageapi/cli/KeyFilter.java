package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.key.KeyCleanupState;
import io.vitrine.imageapi.key.KeyDesk;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which keys are meant. */
final class KeyFilter {
    @Option(names = "--reason", paramLabel = "WORD", description = "Only keys with this reason, such as forbidden.")
    private @Nullable String reason;

    @Option(names = "--project", paramLabel = "ID", description = "Only keys of this project's images.")
    private @Nullable String project;

    @Option(names = "--image", paramLabel = "ID", description = "Only the key of this image.")
    private @Nullable UUID image;

    /** Whether anything narrows the choice. */
    boolean isSet() {
        return reason != null || project != null || image != null;
    }

    KeyDesk.Query in(List<KeyCleanupState> states) {
        return new KeyDesk.Query(states, reason, project, image);
    }
}
