package io.vitrine.e2e;

import static io.vitrine.e2e.client.NeedsProgram.Program.OPENSTACK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.NeedsProgram;
import io.vitrine.e2e.client.StockClients;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code openstack image set}, {@code unset} and {@code list} do to metadata. Its subcommands for members ask an identity service. */
@OnVitrine
@NeedsProgram(OPENSTACK)
class OpenStackMetadataIT {
    @TempDir
    private static Path dir;

    private final Vitrine vitrine;
    private final Command openstack;

    OpenStackMetadataIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.openstack = StockClients.openstack(vitrine.as("demo"), dir);
    }

    @Test
    void setAndUnset() throws Exception {
        // Given
        String id = vitrine.as("demo").createRaw("to set");
        vitrine.as("demo").upload(id, new byte[] {1}).expect(204);

        // When
        openstack
                .run(
                        "image",
                        "set",
                        id,
                        "--name",
                        "set",
                        "--min-disk",
                        "2",
                        "--min-ram",
                        "64",
                        "--property",
                        "c=d",
                        "--property",
                        "e=f",
                        "--tag",
                        "t1",
                        "--tag",
                        "t2",
                        "--hidden",
                        "--protected",
                        "--community",
                        "--os-distro",
                        "debian",
                        "--architecture",
                        "arm64",
                        "--deactivate")
                .good();

        // Then
        JsonNode image = vitrine.as("demo").image(id);
        assertThat(image.path("name").asText()).isEqualTo("set");
        assertThat(image.path("min_disk").asInt()).isEqualTo(2);
        assertThat(image.path("c").asText()).isEqualTo("d");
        assertThat(image.path("tags")).hasSize(2);
        assertThat(image.path("os_hidden").asBoolean()).isTrue();
        assertThat(image.path("protected").asBoolean()).isTrue();
        assertThat(image.path("visibility").asText()).isEqualTo("community");
        assertThat(image.path("architecture").asText()).isEqualTo("arm64");
        assertThat(image.path("status").asText()).isEqualTo("deactivated");
        assertThat(openstack.run("image", "delete", id).code()).isEqualTo(1);

        // When
        openstack.run("image", "unset", id, "--tag", "t1", "--property", "c").good();
        openstack
                .run("image", "set", id, "--unprotected", "--unhidden", "--activate", "--shared")
                .good();

        // Then
        image = vitrine.as("demo").image(id);
        assertThat(image.has("c")).isFalse();
        assertThat(image.path("e").asText()).isEqualTo("f");
        assertThat(image.path("tags").toString()).isEqualTo("[\"t2\"]");
        assertThat(image.path("status").asText()).isEqualTo("active");
        Command.Result refused = openstack.run("image", "set", id, "--public");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("403");
        openstack.run("image", "delete", id).good();
    }

    @Test
    void lists() throws Exception {
        vitrine.as("demo")
                .create(
                        "{\"name\": \"osc-list\", \"tags\": [\"osc-tag\"], \"osc_property\": \"x\", \"visibility\": \"private\"}")
                .expect(201);

        assertThat(list("--name", "osc-list")).contains("osc-list");
        assertThat(list("--tag", "osc-tag", "--long")).contains("osc-list");
        assertThat(list("--property", "osc_property=x")).contains("osc-list");
        assertThat(list("--private", "--status", "queued")).contains("osc-list");
        assertThat(list("--community")).doesNotContain("osc-list");
        assertThat(list("--sort", "name:desc,created_at:asc", "--limit", "1")).isNotBlank();
    }

    private String list(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "image";
        all[1] = "list";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return openstack.run(all).good();
    }
}
