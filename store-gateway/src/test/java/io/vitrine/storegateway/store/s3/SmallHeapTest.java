package io.vitrine.storegateway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent, and by however many, memory stays what it is. */
class SmallHeapTest {
    @Test
    void twentyUploadsAtOnceNeedNoMoreMemoryThanOne() throws Exception {
        assertThat(run("-Xmx128m", 20, 40)).contains("received: 800 MiB", "parts: 60");
    }

    @Test
    @Tag("long")
    void twentyUploadsOfFourGibibytes() throws Exception {
        assertThat(run("-Xmx256m", 20, 4096)).contains("received: 81920 MiB", "parts: 5120");
    }

    /** 1,000 parts of 16 MiB, 600 of 32, 474 of 64. */
    @Test
    @Tag("long")
    void anObjectOf64GibibytesOfUnknownSize() throws Exception {
        assertThat(run("-Xmx256m", 1, 65_536)).contains("received: 65536 MiB", "parts: 2074");
    }

    private static List<String> run(String heap, int uploads, int mib) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        String.valueOf(uploads),
                        String.valueOf(mib))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
