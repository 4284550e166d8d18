package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.imageapi.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links say every parameter again, in order, repeated ones included (spec: images, 4.3). */
class QueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | null | /v2/images",
                "'' | null | /v2/images",
                "limit=1&sort=name:asc | null | /v2/images?limit=1&sort=name%3Aasc",
                "limit=1&sort=name%3Aasc | ID | /v2/images?limit=1&sort=name%3Aasc&marker=ID",
                "marker=OLD&tag=a&tag=b | ID | /v2/images?tag=a&tag=b&marker=ID",
                "marker=OLD | null | /v2/images",
                "name=%C3%A4%20b&x | null | /v2/images?name=%C3%A4+b&x=",
            })
    void linksToAPage(String query, String marker, String link) {
        assertThat(Query.parse(query).link("/v2/images", marker)).isEqualTo(link);
    }

    @Test
    void lastOneCountsWhereOnlyOneMakesSense() {
        assertThat(Query.parse("limit=1&limit=2").last("limit")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%zz", "name=%00", "%00=a", "name=%4"})
    void refusesWhatCannotBeDecoded(String query) {
        assertThatThrownBy(() -> Query.parse(query)).isInstanceOf(ProblemException.class);
    }
}
