package io.vitrine.local.cli;

import io.vitrine.local.Checkout;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.component.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Hands over to the load programs. */
@Command(name = "bench", description = "Run a load program; without a name it lists them.")
final class BenchCommand implements Callable<Integer> {
    private static final int HEAP_MEGABYTES = 512;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Parameters(arity = "0..*", paramLabel = "ARGS", description = "For the load program.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = Checkout.find().root().resolve("deploy/bench/target");
        List<String> command = Jvm.command(HEAP_MEGABYTES, List.of("-cp", classPath(target)));
        command.add("io.vitrine.bench.Bench");
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("VITRINE_DIR", vitrine.dir().toString());
        builder.environment().put("VITRINE_HOME", Checkout.find().root().toString());
        return builder.start().waitFor();
    }

    private static String classPath(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            throw new LocalFailure("The load programs are not built: run mvn -DskipTests package.");
        }
        try (Stream<Path> files = Files.list(target)) {
            var jars = new ArrayList<Path>(
                    files.filter(file -> file.toString().endsWith(".jar")).toList());
            jars.add(target.resolve("lib").resolve("*"));
            return Jvm.classPath(jars);
        }
    }
}
