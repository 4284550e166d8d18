package io.vitrine.storegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullCacheDiskTest {
    @TempDir
    Path dir;

    @Test
    void aFullDiskCostsTheCopyAndNothingElse() throws Exception {
        assumeTrue(run("true").isEmpty(), "needs user namespaces (unshare -Urm), which this machine does not allow");
        // When
        List<String> seen = run("exec \"$0\" -Xmx128m -cp \"$1\" " + FullCacheDisk.class.getName() + " \"$2\"");
        // Then
        assertThat(seen)
                .contains("small: WHOLE", "huge: false", "large: GIVEN_UP", "halves: 0", "kept: true " + (1 << 20));
    }

    /** Runs a line of shell where the directory is a file system of 8 MiB; nobody else sees that. */
    private List<String> run(String line) throws Exception {
        Process process = new ProcessBuilder(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=8m tmpfs \"$2\" && " + line,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        dir.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
