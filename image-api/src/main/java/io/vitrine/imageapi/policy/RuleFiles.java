package io.vitrine.imageapi.policy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether files of rules can be used, told without using them. */
public final class RuleFiles {
    private RuleFiles() {}

    /** What is wrong with a policy file, with its line. */
    public static Optional<String> problemOfPolicy(Path file) {
        try {
            PolicyFile.read(file);
            return Optional.empty();
        } catch (InvalidExpression e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /**
     * What is wrong with a file of property protections, with its line.
     *
     * @param format {@code roles} or {@code policies}
     */
    public static Optional<String> problemOfProtections(Path file, String format) {
        try {
            ProtectionFile.read(file, ProtectionConfig.Format.valueOf(format.toUpperCase(Locale.ROOT)));
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.ofNullable(e.getMessage());
        } catch (IllegalArgumentException e) {
            return Optional.of("images.property-protection.rule-format is roles or policies, not " + format);
        }
    }
}
