package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.migration.DeletedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rows of what was deleted long ago go for good. */
@Command(
        name = "purge",
        description =
                "Remove members and tasks of images that were deleted long ago; with --images the images' rows, too.",
        mixinStandardHelpOptions = true)
final class DbPurge implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(names = "--age-in-days", defaultValue = "30", description = "Deleted longer ago than this.")
    private long days;

    @Option(names = "--max-rows", defaultValue = "100", description = "No more rows than this; -1 for no limit.")
    private long most;

    @Option(names = "--images", description = "Rows of images, too. Their ids are retired: nobody can use them again.")
    private boolean images;

    @Override
    public Integer call() {
        if (days < 0
                || days >= Instant.now().getEpochSecond() / Duration.ofDays(1).toSeconds()) {
            throw new ParameterException(
                    spec.commandLine(), "--age-in-days must be 0 or more, and less than the days since 1970.");
        }
        if (most < -1) {
            throw new ParameterException(spec.commandLine(), "--max-rows must be -1 or more.");
        }
        long rows = Arc.container().instance(DeletedRows.class).get().purge(Duration.ofDays(days), most, images);
        output.say("Removed %d rows.".formatted(rows), Map.of("rows", rows));
        return 0;
    }
}
