package io.vitrine.local.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
    @TempDir
    Path dir;

    @Test
    void whatWasLeftHalfDoneIsDoneAgainFromTheStart() throws Exception {
        Path folder = dir.resolve("server");
        assertThatThrownBy(() -> Unpacking.once(folder, half -> {
                    Files.writeString(half.resolve("half"), "");
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        Unpacking.once(folder, whole -> Files.writeString(whole.resolve("whole"), ""));

        assertThat(folder.resolve("half")).doesNotExist();
        assertThat(folder.resolve("whole")).exists();
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        Path folder = dir.resolve("server");
        Unpacking.once(folder, first -> {});

        Unpacking.once(folder, second -> {
            throw new IOException("again");
        });

        assertThat(folder).exists();
    }

    @Test
    void whatALinkNamesStays() throws Exception {
        Path precious = Files.writeString(dir.resolve("precious"), "");
        Path folder = Files.createDirectory(dir.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), precious);

        Unpacking.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(precious).exists();
    }
}
