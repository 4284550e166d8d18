package io.vitrine.e2e;

import static io.vitrine.e2e.client.NeedsProgram.Program.CURL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.NeedsProgram;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the documentation, as users run it. */
@OnVitrine
@NeedsProgram(CURL)
class ResumableUploadScriptIT {
    private static final byte[] MORE_THAN_A_CHUNK = RandomBytes.of((64 << 20) + 12_345, 43);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ImageClient demo;
    private final Command script;

    ResumableUploadScriptIT(Vitrine vitrine) {
        this.demo = vitrine.as("demo");
        this.script = new Command(
                Map.of("OS_IMAGE_URL", demo.base(), "OS_AUTH_TOKEN", demo.token()),
                "sh",
                Checkout.find().root().resolve("docs/resumable-upload.sh").toString());
    }

    @Test
    void itSendsAFileInChunks(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("disk.raw"), MORE_THAN_A_CHUNK);

        String id = script.run(file.toString(), "--name", "by script", "--store", Vitrine.S3_STORE)
                .good();

        await().atMost(SOON).until(() -> demo.status(id).equals("active"));
        assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(MORE_THAN_A_CHUNK));
        demo.delete(id).expect(204);
    }

    @Test
    void itSaysWhyNot(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("disk.raw"), new byte[1]);
        Command.Result refused = script.run(file.toString(), "--disk-format", "floppy");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("could not be created");
    }
}
