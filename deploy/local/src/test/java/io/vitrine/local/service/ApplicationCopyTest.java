package io.vitrine.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationCopyTest {
    @TempDir
    Path dir;

    @Test
    void theCopyFollowsWhatIsBuilt() throws Exception {
        Path built = Files.createDirectories(dir.resolve("built/lib"));
        Path copy = dir.resolve("copy");
        Files.writeString(built.resolve("stays.jar"), "one");
        Files.writeString(built.resolve("goes.jar"), "two");
        ApplicationCopy.sync(dir.resolve("built"), copy);
        Files.delete(built.resolve("goes.jar"));
        Files.writeString(built.resolve("stays.jar"), "three");

        ApplicationCopy.sync(dir.resolve("built"), copy);

        assertThat(copy.resolve("lib/stays.jar")).hasContent("three");
        assertThat(copy.resolve("lib/goes.jar")).doesNotExist();
    }
}
