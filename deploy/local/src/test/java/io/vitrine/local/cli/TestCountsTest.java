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

    @Test
    void failedTestsAreNamedWithWhatTheySaid() throws Exception {
        Path report = report("a/target/failsafe-reports/TEST-A.xml", "tests='3' errors='1' failures='1'", """
                <testcase name="good" classname="io.x.AIT"/>
                <testcase name="bad" classname="io.x.AIT"><failure message="expected: 1&#10; but was: 2" type="E">at x</failure></testcase>
                <testcase name="broken" classname="io.x.AIT"><error type="java.io.IOException">at y</error></testcase>
                """);

        assertThat(TestCounts.of(report).failures())
                .containsExactly("io.x.AIT.bad: expected: 1 but was: 2", "io.x.AIT.broken: java.io.IOException");
    }

    private Path report(String path, String attributes) throws Exception {
        return report(path, attributes, "");
    }

    private Path report(String path, String attributes, String cases) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file, "<?xml version='1.0'?><testsuite name='x' " + attributes + ">" + cases + "</testsuite>");
    }
}
