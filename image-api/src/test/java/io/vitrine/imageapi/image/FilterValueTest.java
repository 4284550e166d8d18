package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterValueTest {
    @Test
    void takesAPlainValueAsItIs() {
        assertThat(FilterValue.parse("name", "debian, 13")).containsExactly("debian, 13");
    }

    @Test
    void takesEverythingAfterEq() {
        assertThat(FilterValue.parse("name", "eq:a:b,c")).containsExactly("a:b,c");
    }

    @Test
    void splitsAListAtCommas() {
        assertThat(FilterValue.parse("name", "in:a,b,")).containsExactly("a", "b", "");
    }

    @Test
    void keepsCommasColonsAndQuotesInsideQuotes() {
        assertThat(FilterValue.parse("name", "in:\"a,b\",\"c:d\",\"e\\\"f\\\\\""))
                .isEqualTo(List.of("a,b", "c:d", "e\"f\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"like:a", "a:b", ":a", "in:\"a", "in:a\"b", "in:\"a\"b", "in:a,\"b\"c\""})
    void refusesOtherOperatorsAndStrayQuotes(String value) {
        assertThatThrownBy(() -> FilterValue.parse("name", value))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'name'");
    }
}
