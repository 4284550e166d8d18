package io.vitrine.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program as a user runs it. */
public final class Command {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String TERMINAL = """
            import os, sys
            ours, theirs = os.openpty()
            os.set_inheritable(ours, True)
            os.dup2(theirs, 0)
            os.execvp(sys.argv[1], sys.argv[1:])
            """;

    private final Map<String, String> environment;
    private final List<String> start;

    /** @param start the program and the arguments that every run has */
    public Command(Map<String, String> environment, String... start) {
        this.environment = Map.copyOf(environment);
        this.start = List.of(start);
    }

    /** A program written in Python that takes its input for data unless it is a terminal. */
    public static Command onTerminal(Map<String, String> environment, String program) {
        return new Command(environment, "python3", "-c", TERMINAL, program);
    }

    /** What it printed, and how it ended. */
    public record Result(String line, int code, String out, String err) {
        /** Its output, when it ended well. */
        public String good() {
            assertThat(code).as("%s", this).isZero();
            return out.strip();
        }

        /** Its output as JSON, when it ended well. */
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(good());
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON: " + this, e);
            }
        }

        /** A value of the two-column table that {@code glance} prints. */
        public String value(String property) {
            return good().lines()
                    .map(row -> row.split("\\|", -1))
                    .filter(cells -> cells.length == 4 && cells[1].strip().equals(property))
                    .map(cells -> cells[2].strip())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + property + ": " + this));
        }
    }

    public Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("command", ".out");
        Path err = Files.createTempFile("command", ".err");
        try {
            List<String> line =
                    Stream.concat(start.stream(), Arrays.stream(arguments)).toList();
            var builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String words = String.join(" ", arguments);
            return new Result(
                    start.getLast() + " " + words + (ended ? "" : " (ended after " + PATIENCE.toSeconds() + " s)"),
                    process.exitValue(),
                    Files.readString(out),
                    Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
