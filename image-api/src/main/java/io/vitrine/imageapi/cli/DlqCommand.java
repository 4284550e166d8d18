package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** Records that no service could read. */
@Command(
        name = "dlq",
        description = "Look at records that no service could read, and deal with them.",
        mixinStandardHelpOptions = true,
        subcommands = {DlqList.class, DlqShow.class, DlqReplay.class, DlqDiscard.class})
final class DlqCommand {}
