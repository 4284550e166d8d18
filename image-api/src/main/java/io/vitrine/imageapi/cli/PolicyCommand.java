package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** What the rules are and what they decide. */
@Command(
        name = "policy",
        description = "Look at the rules that decide who may do what.",
        mixinStandardHelpOptions = true,
        subcommands = {PolicySample.class, PolicyCheck.class})
final class PolicyCommand {}
