package io.vitrine.imageapi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Expression.Always;
import io.vitrine.imageapi.policy.Expression.And;
import io.vitrine.imageapi.policy.Expression.HasAttribute;
import io.vitrine.imageapi.policy.Expression.HasRole;
import io.vitrine.imageapi.policy.Expression.Literal;
import io.vitrine.imageapi.policy.Expression.Not;
import io.vitrine.imageapi.policy.Expression.Or;
import io.vitrine.imageapi.policy.Expression.OwnProject;
import io.vitrine.imageapi.policy.Expression.Truth;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions mean (spec: policy, section 7). */
class ExpressionTest {
    private static final int DEEPEST = 4;
    private static final Caller CALLER = new Caller("u1", "p1", Set.of("member", "auditor"), Set.of(), false);
    private static final Target IMAGE = new Target("p1", Visibility.SHARED, false, (name, value) -> switch (name) {
        case "protected" -> value.equals("true");
        case "tags" -> Set.of("gold", "lts").contains(value);
        case "os_distro" -> value.equals("debian");
        case "made_by" -> value.equals("u1");
        default -> false;
    });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                              | true",
                "@                                               | true",
                "!                                               | false",
                "role:member                                     | true",
                "role:MEMBER                                     | true",
                "role:admin                                      | false",
                "not role:admin                                  | true",
                "not not role:admin                              | false",
                "role:member and role:admin                      | false",
                "role:admin and role:member or role:auditor      | true",
                "role:auditor or role:member and role:admin      | true",
                "(role:auditor or role:member) and role:admin    | false",
                "not role:admin and role:admin                   | false",
                "not (role:admin and role:admin)                 | true",
                "NOT role:admin AND role:member                  | true",
                "project_id:%(project_id)s                       | true",
                "project_id:%(owner)s                            | true",
                "project_id:%(member_id)s                        | false",
                "project_id:p1                                   | true",
                "project_id:p2                                   | false",
                "user_id:%(made_by)s                             | true",
                "user_id:%(absent)s                              | false",
                "'shared':%(visibility)s                         | true",
                "\"shared\":%(visibility)s                       | true",
                "'public':%(visibility)s                         | false",
                "'gold':%(tags)s                                 | true",
                "'silver':%(tags)s                               | false",
                "'debian':%(os_distro)s                          | true",
                "True:%(protected)s                              | true",
                "False:%(protected)s                             | false",
                "rule:member_of_nothing                          | false",
                "( ( role:member ) )                             | true",
            })
    void means(String text, boolean expected) {
        assertThat(parse(text == null ? "" : text).holds(CALLER, IMAGE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role:",
                "role",
                "role:a role:b",
                "and role:a",
                "role:a and",
                "role:a or or role:b",
                "(role:a",
                "role:a)",
                "()",
                "not",
                "project_id:%(owner",
                "project_id:%()s",
                "project_id:%(owner)",
                "'open:%(x)s",
                "'a':b",
                "True:x",
                "True:%(x)sand",
                "http://example.org",
                "https:x",
                "is_admin:True",
                "tenant:%(owner)s",
                "!role:a",
                "@@",
                "role:%(x)s",
                "role:a&role:b('c')"
            })
    void refusesWhatMakesNoSense(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidExpression.class)
                .hasMessageContaining("at character");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatThrownBy(() -> parse("(".repeat(100_000))).isInstanceOf(InvalidExpression.class);
        assertThatThrownBy(() -> parse("not ".repeat(100_000) + "@")).isInstanceOf(InvalidExpression.class);
    }

    @RepeatedTest(500)
    void whatIsWrittenIsReadBackAsItWas(RepetitionInfo repetition) {
        Expression expression = any(new Random(repetition.getCurrentRepetition()), DEEPEST);

        assertThat(parse(expression.toString())).isEqualTo(expression);
    }

    @RepeatedTest(500)
    void garbageIsReadOrRefusedAndNothingElse(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> pieces = List.of(
                "role:a", " ", "(", ")", "and", "or", "not ", "%(", ")s", "'", ":", "@", "!", "x", "True:%(p)s");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }

        try {
            assertThat(parse(text.toString())).isNotNull();
        } catch (InvalidExpression refused) {
            assertThat(refused).hasMessageContaining("at character");
        }
    }

    private static Expression parse(String text) {
        return ExpressionParser.parse(text, name -> new Always(false));
    }

    private static Expression any(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> new Always(random.nextBoolean());
            case 1 -> new HasRole("r" + random.nextInt(3));
            case 2 -> new HasAttribute(new OwnProject(), "owner");
            case 3 -> new HasAttribute(new Literal(random.nextBoolean() ? "it's" : "a \"b\" or"), "os_distro");
            case 4 -> new HasAttribute(new Truth(random.nextBoolean()), "protected");
            case 5 -> new Not(any(random, depth - 1));
            case 6 -> new And(List.of(any(random, depth - 1), any(random, depth - 1)));
            default -> new Or(List.of(any(random, depth - 1), any(random, depth - 1), any(random, depth - 1)));
        };
    }
}
