package io.vitrine.storegateway.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path dir;

    @Test
    void fullDiskIsACleanErrorAndHarmsNobodyElse() throws Exception {
        assumeTrue(run("true").isEmpty(), "needs user namespaces (unshare -Urm), which this machine does not allow");
        // When
        List<String> seen = run("exec \"$0\" -Xmx128m -cp \"$1\" " + FullDisk.class.getName() + " \"$2\"");
        // Then
        assertThat(seen)
                .contains("unknown size: FULL", "known size: FULL", "left: [kept.1]", "kept: true", "next: stored");
    }

    @Test
    void aReadOnlyFileSystemRefusesAndStillReads() throws Exception {
        assumeTrue(run("true").isEmpty(), "needs user namespaces (unshare -Urm), which this machine does not allow");
        // When
        List<String> seen =
                run("printf mark > \"$2/.vitrine-store\" && printf bytes > \"$2/a.1\" && mount -o remount,ro \"$2\" "
                        + "&& exec \"$0\" -Xmx128m -cp \"$1\" " + ReadOnlyDisk.class.getName() + " \"$2\"");
        // Then
        assertThat(seen).contains("check: REFUSED", "write: REFUSED", "delete: REFUSED", "read: bytes");
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
