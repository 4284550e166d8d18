package io.vitrine.imageapi.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.ConfigurationKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code image-admin config docs}, and the page of the handbook that is its output. */
class ReferencePageTest {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("configuration.md");

    /** Whoever changes a mapping finds the page changed, too, and commits both. */
    @Test
    void thePageOfTheHandbookIsUpToDate() throws IOException {
        String now = ReferencePage.of(Reference.keys());
        String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";

        if (!before.equals(now)) {
            Files.writeString(PAGE, now);
        }

        assertThat(before)
                .as("docs/configuration.md was written anew: build again and commit it")
                .isEqualTo(now);
    }

    @Test
    void everyKeyHasALineWithDefaultTypeAndService() {
        Run docs = Run.of("docs");

        assertThat(docs.code()).isZero();
        assertThat(ConfigurationKeys.ALL)
                .allSatisfy(key -> assertThat(docs.out()).contains("| `" + key + "` | "));
        assertThat(docs.out())
                .contains("| `images.api.page.max` | `1000` | number | image-api |")
                .contains("| `images.auth.mode` | `scoped` | scoped \\| map | image-api |");
    }

    @Test
    void oneKeyCanBeAskedFor() throws IOException {
        assertThat(Run.of("docs", "images.cache.max-size").out())
                .contains("images.cache.max-size", "10G", "store-gateway", "IMAGES_CACHE_MAX_SIZE")
                .doesNotContain("images.cache.dir");
        assertThat(Run.of("docs", "IMAGES_STORES_FAST_TYPE").out()).contains("images.stores.*.type");
        JsonNode json = new ObjectMapper()
                .readTree(Run.of("docs", "--json", "images.quota").out());
        assertThat(json.path("keys").findValuesAsText("key")).contains("images.quota.mode");
    }

    @Test
    void aKeyThatIsNotThereIsRefusedWithTheNearest() {
        Run docs = Run.of("docs", "images.cache.maxsize");

        assertThat(docs.code()).isEqualTo(1);
        assertThat(docs.err()).contains("images.cache.max-size");
    }
}
