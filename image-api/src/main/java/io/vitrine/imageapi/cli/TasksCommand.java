package io.vitrine.imageapi.cli;

import picocli.CommandLine.Command;

/** What imports do, and what to do with those that are stuck. */
@Command(
        name = "tasks",
        description = "Look after imports and other tasks.",
        mixinStandardHelpOptions = true,
        subcommands = {TasksList.class, TasksReap.class})
final class TasksCommand {}
