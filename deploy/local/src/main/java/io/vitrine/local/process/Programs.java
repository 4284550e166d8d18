package io.vitrine.local.process;

import io.vitrine.local.LocalFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Programs of the machine that we call and wait for. */
public final class Programs {
    private Programs() {}

    /** Whether a program of this name is on the PATH. */
    public static boolean has(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, name)));
    }

    /** Sends a signal. The shell does it, because Java knows only two and the kill program is not everywhere. */
    static boolean signal(long pid, String signal) {
        return run(List.of("sh", "-c", "kill -" + signal + " " + pid), Map.of()).code() == 0;
    }

    /** What a program answered. */
    public record Answer(int code, String output) {}

    /** Runs a program to its end, with more environment than ours. */
    public static Answer run(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            throw new LocalFailure("Cannot run " + command.getFirst() + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while " + command.getFirst() + " ran.", e);
        }
    }
}
