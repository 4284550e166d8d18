package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.key.KeyCleanupState;
import io.vitrine.imageapi.key.KeyDesk;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has keys tried again. */
@Command(
        name = "retry",
        description = "Try again to delete keys that could not be deleted; the service does it within a sweep.",
        mixinStandardHelpOptions = true)
final class KeysRetry extends KeyChange {
    @Option(names = "--skipped", description = "Keys that were skipped, too: before there was a key manager, say.")
    private boolean skipped;

    @Override
    List<KeyCleanupState> states() {
        return skipped ? List.of(KeyCleanupState.FAILED, KeyCleanupState.SKIPPED) : List.of(KeyCleanupState.FAILED);
    }

    @Override
    boolean change(KeyDesk desk, KeyDesk.Entry key) {
        return desk.retry(key);
    }

    @Override
    String done() {
        return "tried again";
    }
}
