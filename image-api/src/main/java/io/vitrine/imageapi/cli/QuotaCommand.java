package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** How much projects may have (spec: operations, section 1.2). */
@Command(
        name = "quota",
        description = "Look at the limits of a project and what it uses, and change them.",
        mixinStandardHelpOptions = true,
        subcommands = {QuotaShow.class, QuotaSet.class})
final class QuotaCommand {}
