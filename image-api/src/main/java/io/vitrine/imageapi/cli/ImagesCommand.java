package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** What an operator does to images that users cannot. */
@Command(
        name = "images",
        description = "Look after single images.",
        mixinStandardHelpOptions = true,
        subcommands = ImageRestoreCommand.class)
final class ImagesCommand {}
