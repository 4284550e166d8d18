package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {
    private static final Checkout CHECKOUT = new Checkout(Path.of("/checkout"));

    @TempDir
    Path dir;

    @Test
    void whatWasSetUpIsFoundAgain() {
        var blueprint = new Blueprint(
                Ports.usualBut(Map.of(Port.FRONT_DOOR, 1234)),
                Set.of(Component.KAFKA),
                Set.of(Service.KEY_CLEANUP),
                "https://issuer.example/realms/cloud",
                Map.of(Service.KEY_CLEANUP, new Account("cleaner", "secret")),
                Map.of("a.b", "c"),
                Map.of("key-cleanup", Map.of("d", "e")),
                Map.of("kafka", List.of("-Xmx99m")));
        Workplace made = Workplace.make(CHECKOUT, dir, blueprint);

        Workplace found = Workplace.existing(CHECKOUT, dir).orElseThrow();

        assertThat(found.blueprint()).isEqualTo(blueprint);
        assertThat(found.secrets()).isEqualTo(made.secrets());
        assertThat(found.issuer()).isEqualTo("https://issuer.example/realms/cloud");
    }

    @Test
    void secretsSurviveANewBlueprint() {
        Secrets before = Workplace.make(CHECKOUT, dir, Blueprint.whole(Ports.usualBut(Map.of())))
                .secrets();

        Secrets after = Workplace.make(CHECKOUT, dir, Blueprint.whole(Ports.usualBut(Map.of(Port.S3, 1))))
                .secrets();

        assertThat(after).isEqualTo(before);
    }

    @Test
    void onlyTheOwnerReadsSecrets() throws Exception {
        Workplace place = Workplace.make(CHECKOUT, dir, Blueprint.whole(Ports.usualBut(Map.of())));

        Path file = place.secretFile("word", "secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void secretsAreNotPrinted() {
        Workplace place = Workplace.make(CHECKOUT, dir, Blueprint.whole(Ports.usualBut(Map.of())));

        assertThat(place.toString()).doesNotContain(place.secrets().s3SecretKey());
        assertThat(place.account(Service.IMAGE_API).toString())
                .doesNotContain(place.secrets().account(Service.IMAGE_API));
    }

    @Test
    void aBrokenFileIsNamed() throws Exception {
        Workplace.make(CHECKOUT, dir, Blueprint.whole(Ports.usualBut(Map.of())));
        Files.writeString(dir.resolve("secret/system.json"), "{");

        assertThatThrownBy(() -> Workplace.existing(CHECKOUT, dir))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("system.json");
    }
}
