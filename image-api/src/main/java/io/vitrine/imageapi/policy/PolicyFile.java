package io.vitrine.imageapi.policy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a policy file: a YAML map of rules to expressions (spec: policy, section 7). A name that is no rule is refused. */
final class PolicyFile {
    /** An expression and where it stands. */
    record Entry(String expression, int line) {}

    private PolicyFile() {}

    /** @throws InvalidExpression that names file, line and rule */
    static Rules read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidExpression("The policy file %s cannot be read.".formatted(file));
        } catch (InvalidExpression e) {
            throw new InvalidExpression("The policy file %s cannot be used: %s.".formatted(file, e.getMessage()));
        }
    }

    static Rules parse(String text) {
        Node root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (YAMLException e) {
            throw new InvalidExpression("it is no YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
        if (root == null) {
            return Rules.DEFAULTS;
        }
        if (!(root instanceof MappingNode map)) {
            throw new InvalidExpression("it must be a map of rules to expressions");
        }
        Map<Rule, Entry> entries = new EnumMap<>(Rule.class);
        map.getValue().forEach(pair -> read(pair, entries));
        return new Rules(entries);
    }

    private static void read(NodeTuple pair, Map<Rule, Entry> entries) {
        int line = pair.getKeyNode().getStartMark().getLine() + 1;
        String name = pair.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        Rule rule = Rule.of(name)
                .orElseThrow(() -> new InvalidExpression("line %d: there is no rule '%s'".formatted(line, name)));
        // An unfinished line and a bare !, which YAML reads as a tag, would both mean everybody.
        if (!(pair.getValueNode() instanceof ScalarNode value)
                || !value.getTag().equals(Tag.STR)) {
            throw new InvalidExpression(
                    "line %d: rule '%s' has no text as its value; put the expression in quotes".formatted(line, name));
        }
        if (entries.put(rule, new Entry(value.getValue(), line)) != null) {
            throw new InvalidExpression("line %d: rule '%s' stands there twice".formatted(line, name));
        }
    }

    private static String oneLine(String message) {
        return message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
