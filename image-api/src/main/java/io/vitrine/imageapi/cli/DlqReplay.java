package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.deadletter.DeadLetter;
import io.vitrine.imageapi.deadletter.DeadLetters;
import picocli.CommandLine.Command;

/** Sends dead letters again. */
@Command(
        name = "replay",
        description = "Send records again to the topics that they came from.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Only once the cause is mended: a record that still cannot be read comes back.",
            "",
            "Examples:",
            "  image-admin dlq replay images.cmd.store.v1.dlq:0:12 --yes",
            "  image-admin dlq replay --all --topic images.results.v1.dlq --yes"
        })
final class DlqReplay extends DlqChange {
    @Override
    void deal(DeadLetters letters, DeadLetter letter, String actor) {
        letters.replay(letter, actor);
    }

    @Override
    String done() {
        return "sent again";
    }
}
