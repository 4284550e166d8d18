package io.vitrine.importworker.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aProcessSeesNoNetwork(Isolation way) throws Exception {
        assumeTrue(Isolation.works(way, dir), "this host cannot do it");
        List<String> devices = lines(way, "cat /proc/self/net/dev").stream()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .toList();
        assertThat(devices).containsExactly("lo");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aProcessWritesIntoItsDirectory(Isolation way) throws Exception {
        assumeTrue(Isolation.works(way, dir), "this host cannot do it");
        lines(way, "echo done > \"$1\"/file");
        assertThat(dir.resolve("file")).hasContent("done\n");
    }

    private List<String> lines(Isolation way, String script) throws Exception {
        Path shell = Path.of("/bin/sh");
        List<String> command = new ArrayList<>(way.command(shell, dir));
        command.addAll(List.of(shell.toString(), "-c", script, "sh", dir.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
