package io.vitrine.imageapi.cli.status;

import io.vitrine.imageapi.cli.config.Finding;
import io.vitrine.imageapi.cli.config.Findings;
import io.vitrine.imageapi.policy.RuleFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What can be judged without the service: with a configuration that is wrong there would be none. */
public final class ConfigurationChecks {
    private ConfigurationChecks() {}

    public static List<Check> of(Config config) {
        return List.of(
                options(Findings.of(config)),
                file(config, "Policy file", "images.policy.file", RuleFiles::problemOfPolicy),
                file(
                        config,
                        "Property protections",
                        "images.property-protection.file",
                        path -> RuleFiles.problemOfProtections(
                                path,
                                config.getOptionalValue("images.property-protection.rule-format", String.class)
                                        .orElse("roles"))));
    }

    static Check options(List<Finding> findings) {
        String name = "Configuration keys";
        String all = findings.stream()
                .map(finding -> finding.key() + ": " + finding.message())
                .collect(Collectors.joining(" "));
        if (findings.isEmpty()) {
            return Check.success(name, "no unknown or removed key, no value without sense");
        }
        return findings.stream().anyMatch(Finding::wrong) ? Check.failure(name, all) : Check.warning(name, all);
    }

    private static Check file(Config config, String name, String key, Function<Path, Optional<String>> problem) {
        Optional<Path> file = config.getOptionalValue(key, String.class)
                .filter(text -> !text.isBlank())
                .map(Path::of);
        if (file.isEmpty()) {
            return Check.success(name, "none is configured");
        }
        return problem.apply(file.get())
                .map(reason -> Check.failure(name, reason))
                .orElseGet(() -> Check.success(name, file.get() + " can be used"));
    }
}
