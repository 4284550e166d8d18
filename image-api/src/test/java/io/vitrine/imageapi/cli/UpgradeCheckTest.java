package io.vitrine.imageapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.imageapi.cli.status.Check;
import io.vitrine.imageapi.cli.status.Check.Level;
import io.vitrine.imageapi.cli.status.ConfigurationChecks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code image-admin status upgrade-check}: the worst check is the exit code, and a check that breaks off is 255. */
class UpgradeCheckTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({"SUCCESS, 0", "WARNING, 1", "FAILURE, 2"})
    void theWorstResultIsTheExitCode(Level level, int code) throws IOException {
        Supplier<List<Check>> system =
                () -> List.of(new Check("A", Level.SUCCESS, "well"), new Check("B", level, "of some kind"));

        assertThat(run(system)).isEqualTo(code);
        assertThat(out.toString())
                .containsPattern("CHECK +RESULT +DETAILS")
                .containsPattern("Configuration keys +Success")
                .containsPattern("A +Success +well")
                .containsPattern("B +" + level.word() + " +of some kind");

        out.getBuffer().setLength(0);
        assertThat(run(system, "--json")).isEqualTo(code);
        assertThat(new ObjectMapper().readTree(out.toString()).path("result").asText())
                .isEqualTo(level.word());
    }

    @Test
    void aCheckThatBreaksOffIs255() {
        int code = run(() -> {
            throw new IllegalStateException("no database");
        });

        assertThat(code).isEqualTo(255);
        assertThat(out.toString()).contains("no database");
    }

    @ParameterizedTest
    @CsvSource({
        "images.api.page.maxx, 1, FAILURE, images.api.page.max",
        "images.stores.old.type, sheepdog, FAILURE, sheepdog",
        "glance_store.default_store, file, FAILURE, images.stores.default",
        "images.location_strategy, store_type, WARNING, has no effect",
        "images.enable_image_import, false, SUCCESS, no unknown"
    })
    void removedAndUnknownOptionsAreFound(String key, String value, Level level, String details) {
        Check check = ConfigurationChecks.of(config(Map.of(key, value))).getFirst();

        assertThat(check.result()).isEqualTo(level);
        assertThat(check.details()).contains(details);
    }

    @ParameterizedTest
    @CsvSource({
        "get_image: \"role:reader\", SUCCESS, can be used",
        "get_imagee: \"role:reader\", FAILURE, get_imagee",
        "get_image: \"role:\", FAILURE, get_image"
    })
    void aPolicyFileIsReadAsTheServiceReadsIt(String text, Level level, String details) throws IOException {
        Path file = Files.writeString(dir.resolve("policy.yaml"), text);

        Check check = ConfigurationChecks.of(config(Map.of("images.policy.file", file.toString())))
                .get(1);

        assertThat(check.details()).contains(details);
        assertThat(check.result()).isEqualTo(level);
    }

    @Test
    void filesThatAreNotThereOrMakeNoSenseAreFailures() throws IOException {
        assertThat(ConfigurationChecks.of(config(Map.of("images.policy.file", "/nowhere")))
                        .get(1)
                        .result())
                .isEqualTo(Level.FAILURE);
        Path file = Files.writeString(dir.resolve("protection.conf"), "[x.*]\ncreate = admin\n");
        assertThat(ConfigurationChecks.of(config(Map.of("images.property-protection.file", file.toString())))
                        .get(2)
                        .details())
                .contains("does not say who may");
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build();
    }

    private int run(Supplier<List<Check>> system, String... arguments) {
        UpgradeCheck command = new UpgradeCheck();
        PrintWriter printer = new PrintWriter(out, true);
        CommandLine line = new CommandLine(command).setOut(printer).setErr(printer);
        line.parseArgs(arguments);
        return command.run(system);
    }
}
