package io.vitrine.e2e;

import static io.vitrine.e2e.client.NeedsProgram.Program.GLANCE;
import static io.vitrine.e2e.client.NeedsProgram.Program.QEMU_IMG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.DiskImage;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.NeedsProgram;
import io.vitrine.e2e.client.StockClients;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code glance} command, unmodified, with a real disk image. */
@OnVitrine
@NeedsProgram({GLANCE, QEMU_IMG})
class StockGlanceIT {
    private static final Duration SECONDS = Duration.ofSeconds(5);

    @TempDir
    private static Path dir;

    private static DiskImage disk;

    private final Vitrine vitrine;
    private final Command glance;

    StockGlanceIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.glance = StockClients.glance(vitrine.as("demo"), dir);
    }

    @BeforeAll
    static void makeADiskImage() throws Exception {
        disk = DiskImage.large(dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {Vitrine.FILE_STORE, Vitrine.S3_STORE})
    void aRealImageGoesInAndComesOutAndIsGone(String store) throws Exception {
        // Given
        String name = "debian-" + store;

        // When
        Command.Result created = glance.run(
                "image-create",
                "--name",
                name,
                "--disk-format",
                "qcow2",
                "--container-format",
                "bare",
                "--property",
                "os_distro=debian",
                "--store",
                store,
                "--file",
                disk.file().toString());

        // Then
        String id = created.value("id");
        assertThat(created.value("status")).isEqualTo("active");
        assertThat(created.value("size")).isEqualTo("" + disk.size());
        assertThat(created.value("checksum")).isEqualTo(disk.md5());
        assertThat(created.value("os_hash_algo")).isEqualTo("sha512");
        assertThat(shown(id).value("os_hash_value")).isEqualTo(disk.sha512());
        assertThat(created.value("stores")).isEqualTo(store);
        assertThat(created.value("os_distro")).isEqualTo("debian");
        assertThat(glance.run("image-list").good()).contains(id, name);
        assertThat(shown(id).value("name")).isEqualTo(name);

        // When
        Path copy = dir.resolve("copy-" + store);
        glance.run("image-download", "--file", copy.toString(), id).good();

        // Then
        assertThat(Hex.sha256(copy)).isEqualTo(disk.sha256());
        assertThat(vitrine.blobs().of(id)).hasSize(1);
        Files.delete(copy);

        // When
        glance.run("image-delete", id).good();

        // Then
        await("bytes gone within seconds")
                .atMost(SECONDS)
                .untilAsserted(() -> assertThat(vitrine.blobs().of(id)).isEmpty());
        assertThat(glance.run("image-show", id).code()).isEqualTo(1);
        assertThat(glance.run("image-list").good()).doesNotContain(id);
    }

    @Test
    void anImageMayGetItsDataLater() throws Exception {
        // Given
        Command.Result created =
                glance.run("image-create", "--name", "later", "--disk-format", "qcow2", "--container-format", "bare");
        String id = created.value("id");
        assertThat(created.value("status")).isEqualTo("queued");

        // When: the command sends chunks and never says how many bytes there will be
        glance.run("image-upload", "--file", disk.file().toString(), id).good();

        // Then
        Command.Result shown = shown(id);
        assertThat(shown.value("status")).isEqualTo("active");
        assertThat(shown.value("size")).isEqualTo("" + disk.size());
        assertThat(shown.value("os_hash_value")).isEqualTo(disk.sha512());
        glance.run("image-delete", id).good();
    }

    @Test
    void anImageIsStagedAndImported() throws Exception {
        // When
        Command.Result created = glance.run(
                "image-create-via-import",
                "--name",
                "staged",
                "--disk-format",
                "qcow2",
                "--container-format",
                "bare",
                "--import-method",
                "glance-direct",
                "--file",
                disk.file().toString());

        // Then
        String id = created.value("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !vitrine.as("demo").status(id).matches("uploading|importing"));
        assertThat(shown(id).value("status")).isEqualTo("active");
        assertThat(shown(id).value("checksum")).isEqualTo(disk.md5());
        assertThat(shown(id).value("virtual_size")).isEqualTo("" + disk.virtualSize());
        glance.run("image-delete", id).good();

        // When: in three steps
        String other = glance.run("image-create", "--disk-format", "qcow2", "--container-format", "bare")
                .value("id");
        glance.run("image-stage", "--file", disk.file().toString(), other).good();

        // Then
        assertThat(shown(other).value("status")).isEqualTo("uploading");
        glance.run("image-import", "--import-method", "glance-direct", other).good();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> vitrine.as("demo").status(other).equals("active"));
        assertThat(shown(other).value("os_hash_value")).isEqualTo(disk.sha512());
        glance.run("image-delete", other).good();
    }

    @Test
    void anImageIsImportedFromAUrl() throws Exception {
        // Given
        String url = vitrine.web().serve("/glance/disk.qcow2", disk.file());

        // When
        Command.Result created = glance.run(
                "image-create-via-import",
                "--name",
                "imported",
                "--disk-format",
                "qcow2",
                "--container-format",
                "bare",
                "--import-method",
                "web-download",
                "--uri",
                url);
        String id = created.value("id");

        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !vitrine.as("demo").status(id).matches("queued|importing"));
        Command.Result shown = shown(id);
        assertThat(shown.value("status")).isEqualTo("active");
        assertThat(shown.value("os_hash_value")).isEqualTo(disk.sha512());
        assertThat(shown.value("checksum")).isEqualTo(disk.md5());
        glance.run("image-delete", id).good();
        await("bytes gone within seconds")
                .atMost(SECONDS)
                .untilAsserted(() -> assertThat(vitrine.blobs().of(id)).isEmpty());
    }

    @Test
    void anImageGoesIntoSeveralStoresAndItsTasksAreListed() throws Exception {
        // Given
        String url = vitrine.web().serve("/glance/many.qcow2", disk.file());
        Command admin = StockClients.glance(vitrine.as("admin"), Files.createDirectories(dir.resolve("admin")));

        // When
        String id = glance.run("image-create", "--name", "many", "--disk-format", "qcow2", "--container-format", "bare")
                .value("id");
        glance.run(
                        "image-import",
                        "--import-method",
                        "web-download",
                        "--uri",
                        url,
                        "--stores",
                        Vitrine.FILE_STORE + "," + Vitrine.S3_STORE,
                        "--allow-failure",
                        "False",
                        id)
                .good();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !vitrine.as("demo").status(id).matches("queued|importing"));
        assertThat(shown(id).value("stores").split(","))
                .containsExactlyInAnyOrder(Vitrine.FILE_STORE, Vitrine.S3_STORE);
        assertThat(glance.run("image-tasks", id).good()).contains("success");
        glance.run("image-delete", id).good();

        // When: an image that is in one store is copied into all
        String one = glance.run(
                        "image-create",
                        "--disk-format",
                        "qcow2",
                        "--container-format",
                        "bare",
                        "--store",
                        Vitrine.S3_STORE,
                        "--file",
                        disk.file().toString())
                .value("id");
        admin.run("image-import", "--import-method", "copy-image", "--all-stores", "True", one)
                .good();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> shown(one).value("stores").contains(","));
        assertThat(shown(one).value("status")).isEqualTo("active");
        assertThat(shown(one).value("os_hash_value")).isEqualTo(disk.sha512());
        String task = vitrine.as("admin")
                .tasks(one)
                .expect(200)
                .json()
                .at("/tasks/0/id")
                .asText();
        assertThat(admin.run("task-list").good()).contains(task);
        await().atMost(SECONDS.multipliedBy(4))
                .until(() -> admin.run("task-show", task).value("status").equals("success"));
        assertThat(glance.run("task-list").code()).isEqualTo(1);
        glance.run("image-delete", one).good();
    }

    /** Unless told otherwise the command cuts values at 80 characters. */
    private Command.Result shown(String id) throws Exception {
        return glance.run("image-show", "--max-column-width", "200", id);
    }

    @Test
    void errorsReadAsSentences() throws Exception {
        Command.Result missing = glance.run("image-show", "6cf3f2c2-5cf4-4a5c-a9c1-0d6cb1fd0af5");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("6cf3f2c2-5cf4-4a5c-a9c1-0d6cb1fd0af5");

        Command.Result tooLong = glance.run("image-create", "--name", "x".repeat(300));
        assertThat(tooLong.code()).isEqualTo(1);
        assertThat(tooLong.err()).doesNotContain("Traceback", "has no attribute");
    }
}
