package io.vitrine.imageapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code image-admin keys}, on the beans of the service. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class KeysCommandIT {
    @Inject
    World world;

    private final String project = "cli-" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private final StringWriter out = new StringWriter();
    private UUID image;

    @BeforeEach
    void aKeyThatCouldNotBeDeleted() {
        image = world.queuedImage(project);
        world.change("update images set status = 'deleted', deleted_at = now(), purged_at = now() where id = ?", image);
        world.change("""
                insert into key_cleanup (image_id, key_id, project_id, policy, state, reason, attempts, last_code, created_at, updated_at)
                values (?, ?, ?, 'on_image_deletion', 'failed', 'forbidden', 1, 403, now(), now())
                """, image, key, project);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter printer = new PrintWriter(out);
        return new CommandLine(new KeysCommand())
                .setOut(printer)
                .setErr(printer)
                .execute(arguments);
    }

    @Test
    void aListNamesImageReasonAndTheBeginningOfTheKey() {
        assertThat(run("list", "--project", project)).isZero();

        assertThat(out.toString())
                .contains(image.toString(), key.substring(0, 8), "forbidden", "403")
                .doesNotContain(key);
        assertThat(run("list", "--project", project, "--state", "PENDING,DELETED"))
                .isZero();
        assertThat(out.toString()).doesNotContain(image.toString());
    }

    @Test
    void aListForProgramsIsOneObjectALine() throws IOException {
        assertThat(run("list", "--image", image.toString(), "--json", "--whole-keys"))
                .isZero();

        JsonNode line = new ObjectMapper().readTree(out.toString());
        assertThat(line.path("image_id").asText()).isEqualTo(image.toString());
        assertThat(line.path("key_id").asText()).isEqualTo(key);
        assertThat(line.path("state").asText()).isEqualTo("failed");
        assertThat(line.path("status_code").asInt()).isEqualTo(403);
        assertThat(line.path("next_attempt").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "forget"})
    void nothingIsDoneWithoutAWord(String command) {
        assertThat(run(command, "--project", project)).isEqualTo(1);
        assertThat(out.toString()).contains("1 keys", "--yes");
        assertThat(run(command, "--project", project, "--dry-run")).isZero();
        assertThat(run(command, "--yes")).as("which keys?").isEqualTo(2);
        assertThat(run(command, "--all", "--project", project, "--yes")).isEqualTo(2);
        assertThat(run(command, "--project", "nobody", "--yes"))
                .as("no such key")
                .isEqualTo(1);
        assertThat(state()).isEqualTo("failed");
    }

    @Test
    void retryMakesItDueAndForgetClosesIt() {
        assertThat(run("retry", "--project", project, "--reason", "forbidden", "--yes"))
                .isZero();
        assertThat(state()).isEqualTo("pending");

        world.change("update key_cleanup set state = 'failed', reason = 'gave-up' where image_id = ?", image);
        assertThat(run("forget", "--image", image.toString(), "--yes")).isZero();
        assertThat(state()).isEqualTo("skipped");

        assertThat(run("retry", "--image", image.toString(), "--yes")).isEqualTo(1);
        assertThat(run("retry", "--image", image.toString(), "--skipped", "--yes"))
                .isZero();
        assertThat(state()).isEqualTo("pending");
    }

    private String state() {
        return world.text("select state from key_cleanup where image_id = ?", image);
    }
}
