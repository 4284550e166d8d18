package io.vitrine.imageapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a browser gets a page (spec: images, 0.5). */
class AcceptHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | false",
                "'' | false",
                "*/* | false",
                "application/json | false",
                "application/octet-stream | false",
                "text/html, application/json | false",
                "text/html;q=0.5, */*;q=0.8 | false",
                "text/html;q=x, */* | false",
                "text/html | true",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
                "application/json;q=0.1, TEXT/HTML | true",
            })
    void tellsABrowser(String accept, boolean html) {
        assertThat(AcceptHeader.prefersHtml(accept)).isEqualTo(html);
    }
}
