package io.vitrine.local.cli;

import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.TestSet;
import io.vitrine.local.VitrineSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs every test of the tree on one set of components, and counts. */
@Command(name = "test", description = "Run every test; more arguments go to mvn (-pl image-api -am).")
final class TestCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Option(names = "--long", description = "Run the tests of minutes to hours instead, which come before a release.")
    private boolean takesLong;

    @Parameters(arity = "0..*", paramLabel = "ARGS", description = "For mvn.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        TestSet.Slot slot = TestSet.take(checkout);
        try (var held = slot.lock()) {
            TestSet.clear(slot.dir());
            // Also after Ctrl-C nothing is left running.
            var end = new Thread(() -> TestSet.end(slot.dir()), "end of test components");
            Runtime.getRuntime().addShutdownHook(end);
            start(slot.dir());
            Instant begin = Instant.now();
            int maven = maven(checkout, slot.dir());
            TestSet.end(slot.dir());
            return verdict(checkout, begin, maven);
        }
    }

    private void start(Path dir) {
        try (ProgressLines progress = ProgressLines.on(vitrine.out)) {
            VitrineSystem.in(dir).freePorts().only(Component.values()).up(progress);
        }
    }

    private int maven(Checkout checkout, Path dir) throws IOException, InterruptedException {
        // At the end, so that one failure does not hide those of other modules.
        var command = new ArrayList<>(List.of("mvn", "-B", "--fail-at-end", "verify"));
        if (takesLong) {
            command.addAll(List.of("-DexcludedGroups=", "-Dgroups=long"));
        }
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).directory(checkout.root().toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put(TestSet.VARIABLE, dir.toString());
        return builder.start().waitFor();
    }

    private int verdict(Checkout checkout, Instant begin, int maven) throws IOException {
        TestCounts counts = TestCounts.since(checkout.root(), begin);
        boolean good = maven == 0 && counts.failed() == 0 && counts.passed() > 0;
        if (!good && counts.failed() == 0) {
            vitrine.out.println("The build failed outside of the tests, or a test process died: see above.");
        }
        // Again at the end: of a long log, that is what is read.
        counts.failures().forEach(failure -> vitrine.out.println("failed: " + failure));
        vitrine.out.println(counts.line());
        return good ? 0 : 1;
    }
}
