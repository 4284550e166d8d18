package io.vitrine.imageapi.cli.config;

import io.vitrine.imageapi.cli.Output;
import io.vitrine.imageapi.cli.config.Conversion.Kind;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Translates a configuration of Glance. */
@Command(
        name = "convert",
        description = "Translate glance-api.conf into properties of ours.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Prints a file of properties. Below the keys stands, as comments, a line for every",
            "option that did not become one: what you must decide, what there is no need for,",
            "and names that nobody knows. Passwords and keys are never printed.",
            "",
            "Examples:",
            "  image-admin config convert /etc/glance/glance-api.conf > vitrine.properties",
            "  image-admin config check vitrine.properties",
            "",
            "Exit code: 0 translated, 1 a name was not known, 2 the file cannot be read."
        })
final class ConfigConvert implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(
            paramLabel = "FILE",
            description = "In the syntax of glance-api.conf; several are read in their order.",
            arity = "1..*")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        List<OsloFile.Option> options = new ArrayList<>();
        for (Path file : files) {
            options.addAll(read(file));
        }
        Conversion conversion = Conversion.of(options);
        output.say(text(conversion), Map.of("properties", conversion.keys(), "notes", conversion.notes()));
        return conversion.notes().stream().anyMatch(note -> note.kind() == Kind.UNKNOWN) ? 1 : 0;
    }

    private List<OsloFile.Option> read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "The file %s cannot be read.".formatted(file));
        }
        try {
            return OsloFile.parse(Files.readAllLines(file));
        } catch (OsloFile.Unreadable e) {
            throw new ParameterException(spec.commandLine(), "%s, %s.".formatted(file, e.getMessage()));
        } catch (MalformedInputException e) {
            throw new ParameterException(spec.commandLine(), "%s is no text in UTF-8.".formatted(file));
        }
    }

    private static String text(Conversion conversion) {
        List<String> lines = new ArrayList<>();
        conversion
                .keys()
                .forEach((key, value) -> lines.add(
                        escaped(key) + "=" + value.replace("\\", "\\\\").replace("\n", "\\n")));
        section(lines, conversion, Kind.DECIDE, "To be decided by you:");
        section(lines, conversion, Kind.DROPPED, "Without a counterpart:");
        section(lines, conversion, Kind.UNKNOWN, "Not known:");
        return String.join("\n", lines);
    }

    private static String escaped(String key) {
        return key.replace(":", "\\:").replace(" ", "\\ ");
    }

    private static void section(List<String> lines, Conversion conversion, Kind kind, String title) {
        List<String> its = conversion.notes().stream()
                .filter(note -> note.kind() == kind)
                .map(note -> "# %s (line %d): %s".formatted(note.option(), note.line(), note.text()))
                .toList();
        if (!its.isEmpty()) {
            lines.add("");
            lines.add("# " + title);
            lines.addAll(its);
        }
    }
}
