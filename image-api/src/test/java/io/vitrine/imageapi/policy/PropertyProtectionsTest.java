package io.vitrine.imageapi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import io.vitrine.imageapi.policy.ProtectionConfig.Format;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may touch which extra property (spec: policy, section 8). */
class PropertyProtectionsTest {
    private static final String OPEN_TO_MEMBERS = """
            [^x_billing]
            create = Member
            read = member,reader
            update = member
            delete = member
            """;
    private static final String CLOSED = """
            [^x_]
            create = admin
            read = admin
            update = admin
            delete = admin
            """;
    private static final Caller MEMBER = TestCallers.of("m", "p", Role.MEMBER);
    private static final Caller READER = TestCallers.of("r", "p", Role.READER);
    private static final Caller ADMIN = TestCallers.of("a", "p", Role.ADMIN);

    @Test
    void theFirstOfTwoOverlappingSectionsDecides() {
        PropertyProtections openFirst = roles(OPEN_TO_MEMBERS + CLOSED);
        PropertyProtections closedFirst = roles(CLOSED + OPEN_TO_MEMBERS);

        assertThat(openFirst.mayUpdate("x_billing_code", MEMBER)).isTrue();
        assertThat(openFirst.mayRead("x_other", MEMBER)).isFalse();
        assertThat(closedFirst.mayUpdate("x_billing_code", MEMBER)).isFalse();
        assertThat(closedFirst.mayUpdate("x_billing_code", ADMIN)).isTrue();
    }

    @Test
    void theExpressionIsSearchedForAnywhereInTheName() {
        assertThat(roles(section("secret", "admin")).mayRead("my_secret_word", ADMIN))
                .isTrue();
    }

    @Test
    void whatNoSectionNamesIsClosedToAdministratorsToo() {
        PropertyProtections protections = roles(CLOSED);

        assertThat(protections.mayCreate("y", ADMIN)).isFalse();
        assertThat(protections.mayRead("y", ADMIN)).isFalse();
    }

    @Test
    void whatCannotBeReadCanBeNeitherChangedNorRemoved() {
        PropertyProtections protections = roles("[x]\ncreate=@\nread=admin\nupdate=@\ndelete=@\n");

        assertThat(protections.mayCreate("x", MEMBER)).isTrue();
        assertThat(protections.mayUpdate("x", MEMBER)).isFalse();
        assertThat(protections.mayDelete("x", MEMBER)).isFalse();
        assertThat(protections.mayDelete("x", ADMIN)).isTrue();
    }

    @Test
    void rolesOfTheServiceCountToo() {
        Caller served = new Caller("u", "p", Set.of("reader"), Set.of("service", "billing"), false);

        assertThat(roles(section("x", "billing")).mayUpdate("x", served)).isTrue();
        assertThat(roles(section("x", "BILLING")).mayUpdate("x", MEMBER)).isFalse();
    }

    @Test
    void ourOwnPropertiesAreOpenWhateverTheFileSays() {
        PropertyProtections protections = roles("[^os_glance_import]\ncreate=!\nread=!\nupdate=!\ndelete=!\n");

        assertThat(protections.mayRead("os_glance_import_task", READER)).isTrue();
    }

    @Test
    void aRuleIsAskedAboutNoImage() {
        PropertyProtections protections = policies("""
                [^open]
                create = get_images
                read = @
                update = !
                delete = modify_image
                [.*]
                create = context_is_admin
                read = context_is_admin
                update = context_is_admin
                delete = context_is_admin
                """);

        assertThat(protections.mayRead("open", READER)).isTrue();
        assertThat(protections.mayUpdate("open", ADMIN)).isFalse();
        assertThat(protections.mayDelete("open", MEMBER)).isFalse();
        assertThat(protections.mayDelete("open", ADMIN)).isTrue();
        assertThat(protections.mayRead("other", MEMBER)).isFalse();
        assertThat(protections.mayRead("other", ADMIN)).isTrue();
    }

    @Test
    void anExpressionThatNeverEndsClosesTheProperty() {
        PropertyProtections protections = roles(section("^(a|a|aa)+$", "@"));

        assertThat(protections.mayRead("a".repeat(200) + "!", ADMIN)).isFalse();
    }

    @Test
    void withoutAFileEverythingIsOpen() {
        PropertyProtections protections = new PropertyProtections(false, List.of(), TestPolicies.defaults());

        assertThat(protections.mayDelete("anything", READER)).isTrue();
    }

    @Test
    void anEmptyFileClosesEverything() {
        assertThat(roles("# nothing\n").mayRead("anything", ADMIN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROLES    | [x],create=@,read=@,update=@          | line 4: section 'x' does not say who may delete",
                "ROLES    | [(],create=@,read=@,update=@,delete=@ | section '(' is no regular expression",
                "ROLES    | [x],create=@;!                        | line 2: 'create' is open to everybody and to nobody",
                "ROLES    | create=@                              | line 1: 'create=@' is neither a section",
                "ROLES    | [x],write=@                           | line 2: 'write' is no operation",
                "ROLES    | [x],read=@,read=@                     | line 3: 'read' stands there twice",
                "ROLES    | [x],create=@,read=@,update=@,delete=@,[x] | line 6: section 'x' stands there twice",
                "POLICIES | [x],create=get_image;get_images       | line 2: 'create' names more than one rule",
                "POLICIES | [x],create=get_imag                   | line 2: there is no rule 'get_imag'",
            })
    void aFileThatMakesNoSenseStopsTheStart(Format format, String file, String reason) {
        List<String> lines = List.of(file.split(",")).stream()
                .map(line -> line.replace(';', ','))
                .toList();

        assertThatThrownBy(() -> ProtectionFile.parse("protections.ini", lines, format))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("protections.ini")
                .hasMessageContaining(reason);
    }

    private static String section(String pattern, String who) {
        return "[%s]\ncreate=%s\nread=%s\nupdate=%s\ndelete=%s\n".formatted(pattern, who, who, who, who);
    }

    private static PropertyProtections roles(String file) {
        return of(file, Format.ROLES);
    }

    private static PropertyProtections policies(String file) {
        return of(file, Format.POLICIES);
    }

    private static PropertyProtections of(String file, Format format) {
        return new PropertyProtections(
                true, ProtectionFile.parse("protections.ini", file.lines().toList(), format), TestPolicies.defaults());
    }
}
