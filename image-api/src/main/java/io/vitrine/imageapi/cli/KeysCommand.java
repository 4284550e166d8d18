package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** Encryption keys of deleted images. */
@Command(
        name = "keys",
        description = "Look at the encryption keys of deleted images, and see to those that stayed.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysList.class, KeysRetry.class, KeysForget.class})
final class KeysCommand {}
