package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.key.KeyCleanupState;
import io.vitrine.imageapi.key.KeyDesk;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that changes keys: it says which, and does it only when told so. */
abstract class KeyChange implements Callable<Integer>, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final KeyFilter filter = new KeyFilter();

    @Option(names = "--all", description = "All of them, in place of --image, --reason or --project.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say how many keys would be changed.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    /** In which states a key can be changed so. */
    abstract List<KeyCleanupState> states();

    /** Whether the key was changed. */
    abstract boolean change(KeyDesk desk, KeyDesk.Entry key);

    /** What happened to a number of keys, such as {@code tried again}. */
    abstract String done();

    @Override
    public Integer call() {
        if (filter.isSet() == all) {
            throw new ParameterException(
                    spec.commandLine(), "Say which keys: --image, --reason or --project, or else --all.");
        }
        PrintWriter out = spec.commandLine().getOut();
        KeyDesk desk = Arc.container().instance(KeyDesk.class).get();
        List<KeyDesk.Entry> keys = new ArrayList<>();
        KeyPages.each(desk, filter.in(states()), keys::add);
        if (dryRun || !yes) {
            out.printf(
                    "%d keys would be %s.%s%n", keys.size(), done(), dryRun ? "" : " Nothing is done without --yes.");
            out.flush();
            return dryRun ? 0 : 1;
        }
        long changed = keys.stream().filter(key -> change(desk, key)).count();
        out.printf("%d keys %s, %d left as they are.%n", changed, done(), keys.size() - changed);
        out.flush();
        return changed > 0 || keys.isEmpty() && all ? 0 : 1;
    }
}
