package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** Upgrades of the database (spec: seeds, section 2). */
@Command(
        name = "db",
        description = "Upgrade the database without stopping the service: expand, migrate, contract.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DbVersion.class,
            DbCheck.class,
            DbExpand.class,
            DbMigrate.class,
            DbContract.class,
            DbSync.class,
            DbPurge.class
        })
final class DbCommand {}
