package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.deadletter.DeadLetter;
import io.vitrine.imageapi.deadletter.DeadLetters;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that deals with dead letters: it says with which, and does it only when told so. */
abstract class DlqChange implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "One record, as 'dlq list' prints it.")
    private @Nullable String id;

    @Option(names = "--all", description = "All records that wait, in place of one.")
    private boolean all;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "With --all: only those of this dead-letter topic.")
    private @Nullable String topic;

    @Option(names = "--dry-run", description = "Only say how many records are meant.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    abstract void deal(DeadLetters letters, DeadLetter letter, String actor);

    /** What happened to a number of records, such as {@code sent again}. */
    abstract String done();

    @Override
    public Integer call() {
        if ((id == null) != all) {
            throw new ParameterException(spec.commandLine(), "Say which records: an ID, or else --all.");
        }
        DeadLetters letters = Arc.container().instance(DeadLetters.class).get();
        List<DeadLetter> meant = meant(letters);
        if (dryRun || !yes) {
            output.say(
                    "%d records would be %s.%s"
                            .formatted(meant.size(), done(), dryRun ? "" : " Nothing is done without --yes."),
                    Map.of("records", meant.size(), "done", 0));
            return dryRun ? 0 : 1;
        }
        String actor = System.getProperty("user.name", "unknown");
        int dealt = 0;
        for (DeadLetter letter : meant) {
            deal(letters, letter, actor);
            output.progress("%s %s (%d of %d)".formatted(letter.id(), done(), ++dealt, meant.size()));
        }
        output.say("%d records %s.".formatted(dealt, done()), Map.of("records", meant.size(), "done", dealt));
        return 0;
    }

    private List<DeadLetter> meant(DeadLetters letters) {
        String one = id;
        return one == null
                ? letters.list(known(spec, letters, topic))
                : List.of(letters.find(one)
                        .orElseThrow(() -> ProblemException.notFound("No record %s waits.".formatted(one))));
    }

    /** The topic, or null for all. */
    static @Nullable String known(CommandSpec spec, DeadLetters letters, @Nullable String topic) {
        if (topic != null && !letters.topics().contains(topic)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no dead-letter topic '%s': %s.".formatted(topic, String.join(", ", letters.topics())));
        }
        return topic;
    }
}
