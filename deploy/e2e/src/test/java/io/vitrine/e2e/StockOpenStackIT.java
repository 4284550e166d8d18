package io.vitrine.e2e;

import static io.vitrine.e2e.client.NeedsProgram.Program.OPENSTACK;
import static io.vitrine.e2e.client.NeedsProgram.Program.QEMU_IMG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.DiskImage;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.NeedsProgram;
import io.vitrine.e2e.client.StockClients;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code openstack} command, unmodified, with a token and the address of the front door. */
@OnVitrine
@NeedsProgram({OPENSTACK, QEMU_IMG})
class StockOpenStackIT {
    @TempDir
    private static Path dir;

    private final Vitrine vitrine;
    private final Command openstack;

    StockOpenStackIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.openstack = StockClients.openstack(vitrine.as("demo"), dir);
    }

    @Test
    void anImageIsMadeFoundByNameSavedAndDeleted() throws Exception {
        // Given
        DiskImage disk = DiskImage.small(dir);

        // When
        JsonNode created = openstack
                .run(
                        "image",
                        "create",
                        "--disk-format",
                        "qcow2",
                        "--container-format",
                        "bare",
                        "--private",
                        "--tag",
                        "lts",
                        "--property",
                        "os_distro=debian",
                        "--file",
                        disk.file().toString(),
                        "-f",
                        "json",
                        "cirrus")
                .json();

        // Then
        String id = created.path("id").asText();
        JsonNode shown = openstack.run("image", "show", "-f", "json", "cirrus").json();
        assertThat(shown.path("id").asText()).isEqualTo(id);
        assertThat(shown.path("status").asText()).isEqualTo("active");
        assertThat(shown.path("checksum").asText()).isEqualTo(disk.md5());
        assertThat(shown.path("visibility").asText()).isEqualTo("private");
        assertThat(shown.path("tags").toString()).contains("lts");
        assertThat(openstack.run("image", "list", "-f", "json").good()).contains(id);

        // When
        Path copy = dir.resolve("copy");
        openstack.run("image", "save", "--file", copy.toString(), "cirrus").good();

        // Then
        assertThat(Hex.sha256(copy)).isEqualTo(disk.sha256());

        // When
        openstack.run("image", "delete", "cirrus").good();

        // Then
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(vitrine.blobs().of(id)).isEmpty());
        Command.Result gone = openstack.run("image", "show", "cirrus");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains("No Image found for cirrus");
    }
}
