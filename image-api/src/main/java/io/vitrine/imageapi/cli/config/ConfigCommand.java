package io.vitrine.imageapi.cli.config;

import picocli.CommandLine.Command;

/** What can be set (spec: operations, section 1). */
@Command(
        name = "config",
        description = "Look up configuration keys, check a configuration, translate one of Glance.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigDocs.class, ConfigCheck.class, ConfigConvert.class})
public final class ConfigCommand {
    private ConfigCommand() {}
}
