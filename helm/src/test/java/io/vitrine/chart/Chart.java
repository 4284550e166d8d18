package io.vitrine.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Renders the chart in {@code vitrine} as a release named {@code vitrine} in the namespace {@code images}. */
final class Chart {
    static final Path FOLDER = Path.of("vitrine").toAbsolutePath();
    static final String NAMESPACE = "images";
    static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    /** A copy in which hooks are plain manifests: helm-java shows no others. */
    private static final Path VISIBLE = withVisibleHooks();

    /** Sets of values that must render, each a list of files read one after the other. */
    static final List<String> ALL = List.of("external", "external+operators", "external+file", "demo");

    private Chart() {}

    static List<Path> files(String set) {
        return Arrays.stream(set.split("\\+"))
                .map(name -> name.equals("demo")
                        ? FOLDER.resolve("demo-values.yaml")
                        : FOLDER.resolve("ci/" + name + "-values.yaml"))
                .toList();
    }

    /** @param changes such as {@code api.replicas=3}; lists and maps as JSON */
    static Manifests render(String set, String... changes) {
        TemplateCommand command = new Helm(VISIBLE)
                .template()
                .withKubeVersion("1.34.0")
                .withName("vitrine")
                .withNamespace(NAMESPACE);
        files(set).forEach(command::withValuesFile);
        for (String change : changes) {
            int equals = change.indexOf('=');
            String value = change.substring(equals + 1);
            command.set(change.substring(0, equals), parsed(value));
        }
        return Manifests.parse(command.call());
    }

    private static Path withVisibleHooks() {
        try {
            Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart")
                    .toAbsolutePath();
            copy(copy);
            try (var templates = Files.list(copy.resolve("templates"))) {
                for (Path template : templates.toList()) {
                    Files.writeString(template, Files.readString(template).replace("helm.sh/hook", "test.sh/hook"));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path folder) throws IOException {
        try (var files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Lints a copy whose values are those of a set, because linting knows no further values. */
    static LintResult lint(String set, Path folder) throws IOException {
        copy(folder);
        ObjectNode values = (ObjectNode) read(FOLDER.resolve("values.yaml"));
        files(set).forEach(file -> merge(values, (ObjectNode) read(file)));
        YAML.writeValue(folder.resolve("values.yaml").toFile(), values);
        return new Helm(folder).lint().strict().call();
    }

    private static void merge(ObjectNode base, ObjectNode over) {
        over.properties().forEach(entry -> {
            if (base.get(entry.getKey()) instanceof ObjectNode below && entry.getValue() instanceof ObjectNode above) {
                merge(below, above);
            } else {
                base.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static Object parsed(String value) {
        return value.equals("true") || value.equals("false")
                ? (Object) Boolean.valueOf(value)
                : value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value;
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
