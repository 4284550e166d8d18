package io.vitrine.storegateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAnswerTest {
    @Test
    void everyTopLevelValueIsAnObject() {
        assertThat(PublicAnswer.json(ProblemType.NOT_FOUND.with("No \"x\" here.")))
                .isEqualTo("{\"error\":{\"code\":404,\"title\":\"Not Found\",\"message\":\"No \\\"x\\\" here.\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = ';',
            value = {
                "null;false",
                "*/*;false",
                "application/json;false",
                "application/json, text/html;false",
                "text/html,application/xhtml+xml,*/*;true",
                "text/html, application/json;true"
            })
    void onlyBrowsersGetHtml(String accept, boolean html) {
        assertThat(PublicAnswer.prefersHtml(accept)).isEqualTo(html);
    }
}
