package io.vitrine.e2e;

import static io.vitrine.e2e.client.NeedsProgram.Program.GLANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.NeedsProgram;
import io.vitrine.e2e.client.StockClients;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything the {@code glance} command can say about an image besides its bytes. */
@OnVitrine
@NeedsProgram(GLANCE)
class GlanceMetadataIT {
    @TempDir
    private static Path dir;

    private final Vitrine vitrine;
    private final Command demo;
    private final Command alt;

    GlanceMetadataIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = StockClients.glance(vitrine.as("demo"), dir.resolve("demo"));
        this.alt = StockClients.glance(vitrine.as("alt"), dir.resolve("alt"));
    }

    @Test
    void createWithEveryOptionThenUpdateEachOfThem() throws Exception {
        // Given
        Command.Result created = demo.run(
                "image-create",
                "--id",
                "6f3c1a8e-6d0e-4d59-9e3c-2f6a0c7b9d10",
                "--name",
                "every option",
                "--disk-format",
                "ploop",
                "--container-format",
                "docker",
                "--visibility",
                "community",
                "--protected",
                "True",
                "--hidden",
                "True",
                "--min-disk",
                "3",
                "--min-ram",
                "256",
                "--architecture",
                "x86_64",
                "--os-distro",
                "debian",
                "--os-version",
                "13",
                "--kernel-id",
                "d0c5ee4f-2f43-47f4-a4c1-5b9d0f0a3d11",
                "--tags",
                "one",
                "two",
                "--property",
                "colour=red",
                "--property",
                "size_hint=large");
        String id = created.value("id");
        assertThat(id).isEqualTo("6f3c1a8e-6d0e-4d59-9e3c-2f6a0c7b9d10");
        assertThat(created.value("disk_format")).isEqualTo("ploop");
        assertThat(created.value("visibility")).isEqualTo("community");
        assertThat(created.value("protected")).isEqualTo("True");
        assertThat(created.value("os_hidden")).isEqualTo("True");
        assertThat(created.value("kernel_id")).isEqualTo("d0c5ee4f-2f43-47f4-a4c1-5b9d0f0a3d11");
        assertThat(created.value("tags")).contains("one", "two");
        assertThat(created.value("colour")).isEqualTo("red");

        // When
        Command.Result updated = demo.run(
                "image-update",
                id,
                "--name",
                "other",
                "--disk-format",
                "raw",
                "--container-format",
                "bare",
                "--visibility",
                "private",
                "--protected",
                "False",
                "--hidden",
                "False",
                "--min-disk",
                "4",
                "--min-ram",
                "512",
                "--os-version",
                "14",
                "--property",
                "colour=blue",
                "--property",
                "added=yes",
                "--remove-property",
                "size_hint");

        // Then
        assertThat(updated.value("name")).isEqualTo("other");
        assertThat(updated.value("disk_format")).isEqualTo("raw");
        assertThat(updated.value("visibility")).isEqualTo("private");
        assertThat(updated.value("protected")).isEqualTo("False");
        assertThat(updated.value("min_ram")).isEqualTo("512");
        assertThat(updated.value("os_version")).isEqualTo("14");
        assertThat(updated.value("colour")).isEqualTo("blue");
        assertThat(updated.value("added")).isEqualTo("yes");
        assertThat(updated.good()).doesNotContain("size_hint");

        // When
        demo.run("image-tag-update", id, "three").good();
        demo.run("image-tag-delete", id, "one").good();

        // Then
        assertThat(demo.run("image-show", id).value("tags"))
                .contains("two", "three")
                .doesNotContain("one");
        assertThat(demo.run("image-tag-delete", id, "one").code()).isEqualTo(1);
        Command.Result refused = demo.run("image-update", id, "--visibility", "public");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("publicize_image");
        demo.run("image-delete", id).good();
    }

    @Test
    void anImageIsSharedAcceptedAndTakenBack() throws Exception {
        String id = demo.run("image-create", "--name", "to share").value("id");
        assertThat(alt.run("image-show", id).code()).isEqualTo(1);

        // When
        assertThat(demo.run("member-create", id, "alt").good()).contains("pending");

        // Then
        assertThat(alt.run("image-show", id).value("id")).isEqualTo(id);
        assertThat(alt.run("image-list").good()).doesNotContain(id);
        assertThat(alt.run("image-list", "--member-status", "pending").good()).contains(id);
        assertThat(demo.run("member-update", id, "alt", "accepted").code()).isEqualTo(1);

        // When
        assertThat(alt.run("member-update", id, "alt", "accepted").good()).contains("accepted");

        // Then
        assertThat(alt.run("image-list").good()).contains(id);
        assertThat(alt.run("member-list", "--image-id", id).good()).contains("alt", "accepted");
        assertThat(demo.run("member-get", id, "alt").value("status")).isEqualTo("accepted");

        // When
        demo.run("member-delete", id, "alt").good();

        // Then
        assertThat(alt.run("image-show", id).code()).isEqualTo(1);
        demo.run("image-delete", id).good();
    }

    @Test
    void deactivatedDataIsClosed() throws Exception {
        String id = vitrine.as("demo").createRaw("to close");
        vitrine.as("demo").upload(id, new byte[] {1, 2, 3}).expect(204);

        demo.run("image-deactivate", id).good();
        assertThat(demo.run("image-show", id).value("status")).isEqualTo("deactivated");
        assertThat(demo.run(
                                "image-download",
                                id,
                                "--file",
                                dir.resolve("closed").toString())
                        .code())
                .isEqualTo(1);
        demo.run("image-reactivate", id).good();
        demo.run("image-download", id, "--file", dir.resolve("open").toString()).good();
        demo.run("image-delete", id).good();
    }

    @Test
    void listsAreFiltered() throws Exception {
        String mine = demo.run("image-create", "--name", "filter-a", "--tags", "ft", "--property", "fp=1")
                .value("id");
        String other = demo.run("image-create", "--name", "filter-b", "--visibility", "private", "--hidden", "True")
                .value("id");

        assertThat(list("--property-filter", "fp=1")).contains(mine).doesNotContain(other);
        assertThat(list("--tag", "ft")).contains(mine).doesNotContain(other);
        assertThat(list("--visibility", "private")).doesNotContain(mine);
        assertThat(list("--hidden", "True")).contains(other).doesNotContain(mine);
        assertThat(list("--owner", "alt")).doesNotContain(mine);
        assertThat(list("--property-filter", "name=in:filter-a,filter-z")).contains(mine);
        assertThat(list("--property-filter", "protected=true")).doesNotContain(mine);
        assertThat(list("--sort", "name:desc", "--page-size", "1", "--limit", "1000"))
                .contains(mine);
        assertThat(list("--sort-key", "size", "--sort-dir", "asc", "--include-stores"))
                .contains(mine);
        Command.Result wrong = demo.run("image-list", "--property-filter", "created_at=since:yesterday");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("created_at");
        demo.run("image-delete", mine, other).good();
    }

    private String list(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "image-list";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return demo.run(all).good();
    }
}
