package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** How an installation fares. */
@Command(
        name = "status",
        description = "Find out how the installation fares.",
        mixinStandardHelpOptions = true,
        subcommands = UpgradeCheck.class)
final class StatusCommand {}
