package io.vitrine.imageapi.cli.config;

import io.vitrine.imageapi.cli.Output;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would stop a start. */
@Command(
        name = "check",
        description = "Say what is wrong with a configuration before a service does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Unknown keys with the nearest known one, options of other set-ups with their",
            "replacement, values that make no sense. Values of secrets are never shown.",
            "",
            "Examples:",
            "  image-admin config check vitrine.properties",
            "  image-admin config check             what this command itself is told",
            "",
            "Exit code: 0 a service would start, 1 it would not, 2 the command line is wrong."
        })
final class ConfigCheck implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(paramLabel = "FILE", description = "Files of properties; without one, what this command is told.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = new ArrayList<>();
        if (files.isEmpty()) {
            findings.addAll(Findings.of(ConfigProvider.getConfig()));
        }
        for (Path file : files) {
            findings.addAll(Findings.of(file.toString(), read(file)));
        }
        long wrong = findings.stream().filter(Finding::wrong).count();
        output.say(text(findings, wrong), Map.of("ok", wrong == 0, "findings", findings));
        return wrong == 0 ? 0 : 1;
    }

    private static String text(List<Finding> findings, long wrong) {
        List<String> lines = new ArrayList<>(findings.stream()
                .map(finding ->
                        "%s: %s: %s: %s".formatted(finding.where(), finding.level(), finding.key(), finding.message()))
                .toList());
        lines.add(wrong == 0 ? "The configuration is in order." : "%d keys would stop the start.".formatted(wrong));
        return String.join("\n", lines);
    }

    private Map<String, String> read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "The file %s cannot be read.".formatted(file));
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s is no file of properties: %s".formatted(file, e.getMessage()));
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(withoutProfile(name), properties.getProperty(name)));
        return values;
    }

    /** {@code %prod.images.x} is {@code images.x} for the profile {@code prod}. */
    private static String withoutProfile(String name) {
        return name.replaceFirst("^%[a-z,]+\\.", "");
    }
}
