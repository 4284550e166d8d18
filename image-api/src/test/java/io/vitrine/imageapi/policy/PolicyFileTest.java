package io.vitrine.imageapi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that replace rules, at the start and later (spec: policy, section 7). */
class PolicyFileTest {
    private static final Caller MEMBER = TestCallers.of("m", "p", Role.MEMBER);
    private static final Caller READER = TestCallers.of("r", "p", Role.READER);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Rule.class)
    void aFileMayNameEveryRule(Rule rule) {
        assertThat(PolicyFile.parse(rule.word() + ": '!'").of(rule).toString()).isEqualTo("!");
    }

    @Test
    void whatAFileDoesNotNameKeepsItsDefault() {
        Rules rules = PolicyFile.parse("publicize_image: role:member\n");

        assertThat(rules.of(Rule.PUBLICIZE_IMAGE).holds(MEMBER, Target.EMPTY)).isTrue();
        assertThat(rules.of(Rule.COPY_IMAGE).holds(MEMBER, Target.EMPTY)).isFalse();
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(PolicyFile.parse("# all as it was\n")).isSameAs(Rules.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "get_imag: '@'                                        | line 1: there is no rule 'get_imag'",
                "get_image: '@';get_images: rule:nobody               | line 2: rule 'get_images': it refers to 'nobody', which is no rule",
                "get_image: role:a and                                | line 1: rule 'get_image': at character 11: a check is missing",
                "get_image: rule:get_image                            | line 1: rule 'get_image': it refers to 'get_image', which leads back",
                "service_api: rule:add_member;add_member: rule:service_api | rule 'add_member': it refers to 'service_api', which leads back",
                "context_is_admin: rule:get_image                     | line 1: rule 'context_is_admin': it refers to 'context_is_admin'",
                "get_image: rule:modify_image;modify_image: role:a or | line 2: rule 'modify_image'",
                "get_image: !                                         | line 1: rule 'get_image' has no text",
                "get_image:                                           | line 1: rule 'get_image' has no text",
                "get_image: [role:a]                                  | line 1: rule 'get_image' has no text",
                "get_image: @                                         | it is no YAML",
                "get_image: '@';get_image: '!'                        | line 2: rule 'get_image' stands there twice",
                "- get_image                                          | it must be a map",
            })
    void aFileThatMakesNoSenseStopsTheStartWithItsPlace(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), text.replace(';', '\n'));

        assertThatThrownBy(() -> TestPolicies.of(Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("policy.yaml")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        Path file = folder.resolve("absent.yaml");

        assertThatThrownBy(() -> TestPolicies.of(Optional.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("absent.yaml");
    }

    @Test
    void aChangedFileHoldsAndABrokenOneDoesNot() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "copy_image: role:member");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ActiveRules rules = TestPolicies.rules(Optional.of(file), metrics);
        assertThat(mayCopy(rules, MEMBER)).isTrue();

        Files.writeString(file, "copy_image: role:reader");
        rules.reload();
        assertThat(mayCopy(rules, READER)).isTrue();

        Files.writeString(file, "copy_image: '!'\nget_imag: '@'");
        rules.reload();
        rules.reload();
        assertThat(mayCopy(rules, READER)).isTrue();
        assertThat(metrics.counter("image.policy.reload.refused").count()).isEqualTo(1);

        Files.delete(file);
        rules.reload();
        assertThat(mayCopy(rules, READER)).isTrue();

        Files.writeString(file, "copy_image: '!'");
        rules.reload();
        assertThat(mayCopy(rules, MEMBER)).isFalse();
    }

    @Test
    void aRuleThatFailsAllowsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "copy_image: not 'x':%(y)s");
        Target failing = new Target("p", Visibility.PRIVATE, false, (name, value) -> {
            throw new IllegalStateException("the database is away");
        });

        assertThat(TestPolicies.of(Optional.of(file)).allows(Rule.COPY_IMAGE, MEMBER, failing))
                .isFalse();
    }

    private static boolean mayCopy(ActiveRules rules, Caller caller) {
        return rules.get().of(Rule.COPY_IMAGE).holds(caller, Target.EMPTY);
    }
}
