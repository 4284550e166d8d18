package io.vitrine.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCountsTest {
    @TempDir
    Path root;

    @Test
    void reportsOfAllModulesAreSummed() throws Exception {
        Instant begin = Instant.now().minusSeconds(60);
        report("a/target/surefire-reports/TEST-A.xml", "tests='5' errors='1' skipped='1' failures='1'");
        report("b/c/target/failsafe-reports/TEST-B.xml", "tests='3' errors='0' skipped='0' failures='0'");
        report("b/c/target/failsafe-reports/failsafe-summary.xml", "tests='9'");

        assertThat(TestCounts.since(root, begin).line()).isEqualTo("5 passed, 2 failed, 1 skipped");
    }

    @Test
    void reportsOfEarlierRunsDoNotCount() throws Exception {
        Path report = report("a/target/surefire-reports/TEST-A.xml", "tests='5'");
        Files.setLastModifiedTime(report, FileTime.from(Instant.now().minusSeconds(3600)));

        assertThat(TestCounts.since(root, Instant.now().minusSeconds(60)).line())
                .isEqualTo("0 passed, 0 failed, 0 skipped");
    }

    private Path report(String path, String attributes) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "<?xml version='1.0'?><testsuite name='x' " + attributes + "></testsuite>");
    }
}
