package io.vitrine.imageapi.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file takes a process out of service (spec: operations, section 6). */
class HealthcheckTest {
    @TempDir
    Path dir;

    @Test
    void withoutAFileTheAnswerIsOk() {
        Disabled disabled = new Disabled(Optional::empty);

        assertThat(new HealthcheckResource(disabled).check().getEntity()).isEqualTo("OK");
        assertThat(disabled.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aFileDisablesAndItsRemovalEnables() throws IOException {
        Path file = dir.resolve("disabled");
        Disabled disabled = new Disabled(() -> Optional.of(file));
        assertThat(disabled.call().getStatus()).isEqualTo(Status.UP);

        Files.createFile(file);
        Response answer = new HealthcheckResource(disabled).check();
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getEntity()).isEqualTo("DISABLED BY FILE");
        assertThat(disabled.call().getStatus()).isEqualTo(Status.DOWN);

        Files.delete(file);
        assertThat(disabled.call().getStatus()).isEqualTo(Status.UP);
    }
}
