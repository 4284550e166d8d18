package io.vitrine.imageapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.imageapi.policy.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** What {@code policy sample} prints is a policy file. */
class PolicySampleTest {
    @Test
    void theSampleNamesEveryRuleWithItsDefault() {
        StringWriter printed = new StringWriter();

        new CommandLine(new PolicySample()).setOut(new PrintWriter(printed)).execute();

        Map<String, String> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(printed.toString());
        assertThat(file).hasSameSizeAs(Rule.values());
        for (Rule rule : Rule.values()) {
            assertThat(file).containsEntry(rule.word(), rule.byDefault());
        }
    }
}
