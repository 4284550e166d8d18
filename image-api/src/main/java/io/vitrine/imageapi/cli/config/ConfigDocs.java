package io.vitrine.imageapi.cli.config;

import io.vitrine.contracts.ConfigurationKeys;
import io.vitrine.imageapi.cli.Output;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what can be set. */
@Command(
        name = "docs",
        description = "Say what can be set: the default, which service reads it, and what it means.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  image-admin config docs                  the whole page, as Markdown",
            "  image-admin config docs images.cache     keys that begin so",
            "  image-admin config docs quota            keys in which the word stands",
            "",
            "Exit code: 0, or 1 when there is no such key."
        })
final class ConfigDocs implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "WORD", description = "A key, its beginning, or a word in it.")
    private @Nullable String word;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<KnownKey> keys = wanted();
        if (keys.isEmpty()) {
            spec.commandLine().getErr().println(ConfigurationKeys.refusal(String.valueOf(word)));
            return 1;
        }
        if (output.isJson()) {
            output.say("", Map.of("keys", keys));
        } else if (word == null) {
            out.print(ReferencePage.of(keys));
        } else {
            keys.forEach(key -> out.println(entry(key)));
        }
        out.flush();
        return 0;
    }

    private List<KnownKey> wanted() {
        String sought = word;
        return sought == null
                ? Reference.keys()
                : Reference.keys().stream()
                        .filter(key -> key.key().contains(sought)
                                || ConfigurationKeys.known(sought)
                                        .filter(key.key()::equals)
                                        .isPresent())
                        .toList();
    }

    private static String entry(KnownKey key) {
        return """
                %s
                  %s
                  default: %s; %s; read by %s
                  variable: %s
                """.formatted(
                        key.key(),
                        key.meaning(),
                        key.byDefault() == null ? "none" : key.byDefault(),
                        key.typeText().replace("\\|", "|"),
                        String.join(", ", key.services()),
                        key.variable());
    }
}
