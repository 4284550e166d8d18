package io.vitrine.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.local.Account;
import io.vitrine.local.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path dir;

    @Test
    void aFileAndTheEnvironmentTogetherWillDo() throws Exception {
        Path file = Files.writeString(
                dir.resolve("credentials"),
                "image-api.secret=a\nstore-gateway.client-id=gate\nstore-gateway.secret=b\nimport-worker.secret=c\n");

        Map<Service, Account> accounts = Credentials.of(file, Map.of("VITRINE_KEY_CLEANUP_CLIENT_SECRET", "d"));

        assertThat(accounts)
                .containsEntry(Service.STORE_GATEWAY, new Account("gate", "b"))
                .containsEntry(Service.KEY_CLEANUP, new Account("key-cleanup", "d"));
    }

    @Test
    void aMissingSecretIsNamedWithBothWaysToGiveIt() {
        assertThatThrownBy(() -> Credentials.of(null, Map.of()))
                .hasMessage("With --issuer the secret of image-api's account is needed: image-api.secret in the file of"
                        + " --service-credentials, or VITRINE_IMAGE_API_CLIENT_SECRET.");
    }
}
