package io.vitrine.importworker.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConverterStartTest {
    @TempDir
    Path dir;

    @Test
    void withoutThePluginNothingIsLookedFor() {
        assertThat(Converter.configured(Conversions.with("plugins", "no_op", "conversion.qemu-img", "/none")))
                .isEmpty();
    }

    @Test
    void aHostWithoutTheToolStopsTheStartWithOneSentence() {
        assertThatThrownBy(() -> Converter.configured(
                        Conversions.with("scratch-dir", dir.toString(), "conversion.qemu-img", "no-such-tool")))
                .hasMessage(
                        "images.import.plugins names image_conversion, and this host has no qemu-img: install it (Debian: qemu-utils), or give its path in images.import.conversion.qemu-img.");
    }

    @Test
    void aScratchDirectoryIsNeededAndMustDo() throws Exception {
        String tool = "/usr/bin/true";
        assertThatThrownBy(() -> Converter.configured(Conversions.with("conversion.qemu-img", tool)))
                .hasMessageContaining("needs images.import.scratch-dir");
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> Converter.configured(
                        Conversions.with("conversion.qemu-img", tool, "scratch-dir", file.toString())))
                .hasMessageContaining("images.import.scratch-dir is " + file);
    }

    @Test
    void whatADeadWorkerLeftIsRemovedAndALivingOnesIsNot() throws Exception {
        Path dead = Files.createDirectory(dir.resolve("worker-dead"));
        Files.createFile(dead.resolve(".lock"));
        Files.writeString(Files.createDirectory(dead.resolve("a-task")).resolve("source"), "bytes");
        Path others = Files.createDirectory(dir.resolve("somebody-elses"));
        try (ScratchDir living = ScratchDir.in(dir);
                ScratchDir second = ScratchDir.in(dir)) {
            assertThat(dir).isDirectoryNotContaining(path -> path.equals(dead));
            assertThat(dir).isDirectoryContaining(others::equals);
            assertThat(living.dir()).isDirectory();
            assertThat(second.dir()).isDirectory();
        }
        assertThat(dir).isDirectoryNotContaining("glob:**worker-*");
    }

    @Test
    void spaceIsReservedBeforeItIsUsedAndGivenBack() throws Exception {
        try (ScratchDir all = ScratchDir.in(dir)) {
            long free = Files.getFileStore(dir).getUsableSpace();
            try (Scratch first = all.begin("first", free / 2)) {
                assertThat(first.dir()).isDirectory();
                assertThatThrownBy(() -> all.begin("second", free * 3 / 4))
                        .isInstanceOf(ConversionException.class)
                        .matches(e -> ((ConversionException) e).retriable());
            }
            all.begin("second", free / 2).close();
            assertThat(all.dir()).isDirectoryNotContaining("glob:**second");
        }
    }
}
