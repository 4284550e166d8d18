package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.key.KeyCleanupState;
import io.vitrine.imageapi.key.KeyDesk;
import java.util.List;
import picocli.CommandLine.Command;

/** Closes keys that could not be deleted. */
@Command(
        name = "forget",
        description = "Close keys that could not be deleted: they stay in the key manager.",
        mixinStandardHelpOptions = true)
final class KeysForget extends KeyChange {
    @Override
    List<KeyCleanupState> states() {
        return List.of(KeyCleanupState.FAILED);
    }

    @Override
    boolean change(KeyDesk desk, KeyDesk.Entry key) {
        return desk.forget(key);
    }

    @Override
    String done() {
        return "forgotten";
    }
}
