package io.vitrine.imageapi.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code image-admin config check}. */
class ConfigCheckTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    images.api.page.maxx=3           | 'images.api.page.max'
                    IMAGES_API_PAGE_MAXX=3           | 'images.api.page.max'
                    %prod.images.worker=3            | 'images.workers'
                    images.default_store=file        | 'images.stores.default'
                    enabled_backends=a:file          | 'images.stores.<id>.type'
                    images.api.page.max=many         | a whole number
                    images.workers=0                 | from 1 to 1024
                    images.workers=-4                | from 1 to 1024
                    images.delete.delayed=ture       | true or false
                    images.delete.grace=two days     | a duration
                    images.limits.image-size=big     | a size
                    images.limits.project-storage=5G | B, KB, MB, GB or TB
                    images.auth.mode=many            | scoped, map
                    images.gateway.url=http://a b    | an address
                    images.import.filter.allowed-ports=80,x | a whole number
                    images.stores.a.type=sheepdog    | file, s3 or http
                    images.cache.max-size=           | leave the line out
                    """)
    void whatWouldStopAStartIsSaidWithItsKey(String line, String reason) throws IOException {
        Run check = check(line);

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("error", line.split("=")[0].replace("%prod.", ""), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images.api.page.max=500",
                "images.delete.delayed=yes",
                "images.delete.grace=36h",
                "images.limits.image-size=2T",
                "images.limits.project-storage=5GB",
                "images.auth.mode=MAP",
                "images.keys.barbican.auth.type=application-credential",
                "images.stores.fast.type=s3",
                "images.import.filter.allowed-hosts=a.example.org,b.example.org",
                "images.cache.dir=${java.io.tmpdir}/cache",
                "images.enable_image_import=maybe",
                "IMAGES_ENABLE_IMAGE_IMPORT=false",
                "images.workers=24",
                "quarkus.http.port=1"
            })
    void whatIsInOrderEndsWithZero(String line) throws IOException {
        Run check = check(line);

        assertThat(check.out()).isEqualToIgnoringNewLines("The configuration is in order.");
        assertThat(check.code()).isZero();
    }

    @Test
    void whatHasNoEffectOrIsDangerousIsOnlyRemarkedOn() throws IOException {
        Run check = check("images.location_strategy=store_type\nimages.locations.show-multiple=true");

        assertThat(check.code()).isZero();
        assertThat(check.out()).contains("warning: images.location_strategy", "OSSN-0065");
    }

    @Test
    void secretsAreNotShown() throws IOException {
        Run check = check("images.stores.a.s3.secret-keyy=hunter2\nimages.import.proxy.password=hunter2");

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("secret-keyy").doesNotContain("hunter2");
    }

    @Test
    void programsReadJson() throws IOException {
        Path file = Files.writeString(dir.resolve("some.properties"), "images.workers=x");

        JsonNode json = new ObjectMapper()
                .readTree(Run.of("check", "--json", file.toString()).out());

        assertThat(json.path("ok").asBoolean()).isFalse();
        assertThat(json.path("findings").get(0).path("level").asText()).isEqualTo("error");
        assertThat(json.path("findings").get(0).path("key").asText()).isEqualTo("images.workers");
    }

    @Test
    void aFileThatIsNotThereIsAWrongCommandLine() {
        assertThat(Run.of("check", dir.resolve("none").toString()).code()).isEqualTo(2);
    }

    private Run check(String text) throws IOException {
        return Run.of(
                "check", Files.writeString(dir.resolve("some.properties"), text).toString());
    }
}
