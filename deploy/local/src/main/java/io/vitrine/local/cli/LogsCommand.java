package io.vitrine.local.cli;

import io.vitrine.local.LocalFailure;
import io.vitrine.local.Part;
import io.vitrine.local.VitrineSystem;
import io.vitrine.local.process.LogTail;
import io.vitrine.local.process.Pause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows logs, and follows them. */
@Command(name = "logs", description = "Show the end of the logs.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final int LARGEST_STEP = 1 << 20;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Parameters(arity = "0..1", paramLabel = "PROCESS", description = "One of those that status shows; none: all.")
    private @Nullable String name;

    @Option(names = "-f", description = "Go on with what is added.")
    private boolean follow;

    @Option(names = "-n", paramLabel = "LINES", description = "How many lines of each (default: 40).")
    private int lines = 40;

    @Override
    public Integer call() throws IOException {
        VitrineSystem system = vitrine.system();
        List<Part> parts = name == null ? system.parts() : List.of(Part.called(name));
        Map<Part, Long> shown = new LinkedHashMap<>();
        for (Part part : parts) {
            Path log = system.log(part);
            if (Files.exists(log)) {
                shown.put(part, Files.size(log));
                LogTail.lines(log, lines).forEach(line -> show(part, line));
            } else if (name != null) {
                throw new LocalFailure(part.title() + " has no log yet (" + log + ").");
            }
        }
        while (follow) {
            Pause.of(Duration.ofMillis(300));
            for (Part part : parts) {
                shown.put(part, showFrom(part, system.log(part), shown.getOrDefault(part, 0L)));
            }
        }
        return 0;
    }

    private long showFrom(Part part, Path log, long position) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= position) {
            return Files.exists(log) ? Files.size(log) : 0;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(position);
            byte[] added = new byte[(int) Math.min(LARGEST_STEP, file.length() - position)];
            file.readFully(added);
            String text = new String(added, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            text.substring(0, whole).lines().forEach(line -> show(part, line));
            return position + text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private void show(Part part, String line) {
        vitrine.out.println(name == null ? String.format("%-14s %s", part.id(), line) : line);
    }
}
