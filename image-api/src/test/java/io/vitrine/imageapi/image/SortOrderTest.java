package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortOrderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | i.created_at desc, i.id desc",
                "sort_dir=asc | i.created_at asc, i.id asc",
                "sort_key=name&sort_dir=asc | coalesce(i.name, '') asc, i.created_at asc, i.id asc",
                "sort_key=name&sort_key=size&sort_dir=asc&sort_dir=desc | coalesce(i.name, '') asc, coalesce(i.size, 0) desc, i.created_at desc, i.id desc",
                "sort=name | coalesce(i.name, '') desc, i.created_at desc, i.id desc",
                "sort=id:asc | i.id asc",
                "sort=name:asc,id:asc,size:desc | coalesce(i.name, '') asc, i.id asc",
                "sort=name:asc,status:asc,name:desc | coalesce(i.name, '') asc, i.status asc, i.created_at asc, i.id asc",
            })
    void completesTheOrderSoThatNoTwoImagesAreEqual(String query, String sql) {
        assertThat(SortOrder.of(Query.parse(query)).sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=name&sort_key=name",
                "sort=name&sort_dir=asc",
                "sort=",
                "sort=owner",
                "sort=name:up",
                "sort_key=checksum",
                "sort_key=name;drop",
                "sort_dir=ASC",
                "sort_key=name&sort_dir=asc&sort_dir=desc",
                "sort=name,status,size,id,disk_format,container_format"
            })
    void refusesWhatItDoesNotKnow(String query) {
        assertThatThrownBy(() -> SortOrder.of(Query.parse(query))).isInstanceOf(ProblemException.class);
    }

    @Test
    void comparesWholeRowsWhereOneDirectionHolds() {
        Condition after = SortOrder.of(Query.parse("sort=name:asc")).after(List.of("n", "t", "i"));

        assertThat(after.sql())
                .isEqualTo("(coalesce(i.name, ''), i.created_at, i.id) > (?::text, ?::timestamptz, ?::uuid)");
    }

    @Test
    void comparesKeyByKeyWhereDirectionsDiffer() {
        Condition after = SortOrder.of(Query.parse("sort=name:asc,size:desc")).after(List.of("n", "1", "t", "i"));

        assertThat(after.sql()).contains("coalesce(i.name, '') > ?::text or coalesce(i.name, '') = ?::text and");
        assertThat(after.values()).containsExactly("n", "n", "1", "n", "1", "t", "n", "1", "t", "i");
    }
}
