package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.deadletter.DeadLetter;
import io.vitrine.imageapi.deadletter.DeadLetters;
import picocli.CommandLine.Command;

/** Gives dead letters up. */
@Command(
        name = "discard",
        description = "Give records up: they are listed and counted no more. Who did it is noted.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  image-admin dlq discard images.cmd.store.v1.dlq:0:12 --yes"})
final class DlqDiscard extends DlqChange {
    @Override
    void deal(DeadLetters letters, DeadLetter letter, String actor) {
        letters.discard(letter, actor);
    }

    @Override
    String done() {
        return "discarded";
    }
}
