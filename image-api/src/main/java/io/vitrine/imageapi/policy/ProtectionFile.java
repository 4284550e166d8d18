package io.vitrine.imageapi.policy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vitrine.imageapi.policy.Protection.Grant;
import io.vitrine.imageapi.policy.Protection.Operation;
import io.vitrine.imageapi.policy.ProtectionConfig.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the protection file: an ini file whose section headers are regular expressions, in the order in which they decide. Whatever is wrong
 * with it stops the start with a sentence that names the line.
 */
final class ProtectionFile {
    private static final Logger LOG = LoggerFactory.getLogger(ProtectionFile.class);

    private final String name;
    private final Format format;
    private final List<Protection> protections = new ArrayList<>();
    private final Set<String> headers = new HashSet<>();
    private @Nullable String header;
    private Map<Operation, Grant> grants = new EnumMap<>(Operation.class);
    private int line;

    private ProtectionFile(String name, Format format) {
        this.name = name;
        this.format = format;
    }

    /** @throws ConfigurationException when the file cannot be read or says what makes no sense */
    static List<Protection> read(Path file, Format format) {
        try {
            return parse(file.toString(), Files.readAllLines(file), format);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The file %s of images.property-protection.file cannot be read.".formatted(file), e);
        }
    }

    static List<Protection> parse(String name, List<String> lines, Format format) {
        ProtectionFile file = new ProtectionFile(name, format);
        lines.forEach(file::read);
        file.endSection();
        return file.protections;
    }

    private void read(String raw) {
        line++;
        String text = raw.strip();
        if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
            return;
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            endSection();
            header = text.substring(1, text.length() - 1);
            if (!headers.add(header)) {
                throw wrong("section '%s' stands there twice".formatted(header));
            }
            return;
        }
        int sign = separator(text);
        if (header == null || sign < 0) {
            throw wrong("'%s' is neither a section nor one of its operations".formatted(text));
        }
        Operation operation = operation(text.substring(0, sign).strip());
        if (grants.put(operation, grant(operation, text.substring(sign + 1).strip())) != null) {
            throw wrong("'%s' stands there twice".formatted(word(operation)));
        }
    }

    private static int separator(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text.indexOf(':') : equals;
    }

    private void endSection() {
        if (header == null) {
            return;
        }
        for (Operation operation : Operation.values()) {
            if (!grants.containsKey(operation)) {
                throw wrong("section '%s' does not say who may %s".formatted(header, word(operation)));
            }
        }
        Pattern names;
        try {
            names = Pattern.compile(header);
        } catch (PatternSyntaxException e) {
            throw wrong("section '%s' is no regular expression: %s".formatted(header, e.getDescription()));
        }
        if (!header.startsWith(PropertyProtections.OURS)) {
            protections.add(new Protection(names, grants));
        }
        grants = new EnumMap<>(Operation.class);
    }

    private Operation operation(String word) {
        for (Operation operation : Operation.values()) {
            if (word(operation).equals(word.toLowerCase(Locale.ROOT))) {
                return operation;
            }
        }
        throw wrong("'%s' is no operation: create, read, update, delete".formatted(word));
    }

    private Grant grant(Operation operation, String value) {
        Set<String> names =
                new HashSet<>(Arrays.asList(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1)));
        names.remove("");
        if (names.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("section", header)
                    .addKeyValue("operation", word(operation))
                    .log("a property protection names nobody: nobody may");
            return Grant.NOBODY;
        }
        if (names.contains("@") && names.contains("!")) {
            throw wrong("'%s' is open to everybody and to nobody".formatted(word(operation)));
        }
        if (format == Format.POLICIES) {
            return rule(operation, names);
        }
        if (names.contains("@")) {
            return Grant.EVERYBODY;
        }
        return names.contains("!")
                ? Grant.NOBODY
                : (caller, policy) -> names.stream().anyMatch(caller::hasAnyRole);
    }

    private Grant rule(Operation operation, Set<String> names) {
        if (names.size() > 1) {
            throw wrong("'%s' names more than one rule".formatted(word(operation)));
        }
        String name = names.iterator().next();
        return switch (name) {
            case "@" -> Grant.EVERYBODY;
            case "!" -> Grant.NOBODY;
            default -> {
                Rule rule = Rule.of(name).orElseThrow(() -> wrong("there is no rule '%s'".formatted(name)));
                yield (caller, policy) -> policy.allows(rule, caller, Target.EMPTY);
            }
        };
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private ConfigurationException wrong(String what) {
        return new ConfigurationException(
                "The property protections in %s cannot be used: line %d: %s.".formatted(name, line, what));
    }
}
