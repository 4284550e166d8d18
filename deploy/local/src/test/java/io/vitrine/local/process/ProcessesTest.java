package io.vitrine.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path dir;

    @AfterEach
    void endAll() {
        new Processes(dir).kill("sleeper");
    }

    @Test
    void anotherLookFindsTheProcess() throws Exception {
        ProcessId started = new Processes(dir).start("sleeper", shell("exec sleep 600"));

        assertThat(new Processes(dir).running("sleeper")).contains(started);
    }

    @Test
    void aNumberGivenToSomebodyElseIsNotOurs() throws Exception {
        var processes = new Processes(dir);
        ProcessId started = processes.start("sleeper", shell("exec sleep 600"));
        Path pidFile = dir.resolve("run/sleeper.pid");
        new ProcessId(started.pid(), started.startTicks() - 1, started.boot()).save(pidFile);

        assertThat(processes.running("sleeper")).isEmpty();

        started.save(pidFile);
    }

    @Test
    void aPidFileCutOffSaysNothing() throws Exception {
        Files.createDirectories(dir.resolve("run"));
        Files.writeString(dir.resolve("run/sleeper.pid"), "12");

        assertThat(new Processes(dir).running("sleeper")).isEmpty();
    }

    @Test
    void aKillReturnsWhenTheProcessIsGone() throws Exception {
        var processes = new Processes(dir);
        ProcessId started = processes.start("sleeper", shell("trap '' TERM; while :; do sleep 0.1; done"));

        processes.kill("sleeper");

        assertThat(started.alive()).isFalse();
        assertThat(processes.running("sleeper")).isEmpty();
    }

    @Test
    void whoDoesNotListenIsEndedAfterAWhile() throws Exception {
        var processes = new Processes(dir);
        ProcessId started = processes.start("sleeper", shell("trap '' TERM; while :; do sleep 0.1; done"));

        processes.end("sleeper", "TERM", Duration.ofMillis(300));

        assertThat(started.alive()).isFalse();
    }

    @Test
    void aStoppedProcessCanBeEnded() throws Exception {
        var processes = new Processes(dir);
        ProcessId started = processes.start("sleeper", shell("exec sleep 600"));
        processes.signal("sleeper", "STOP");

        processes.end("sleeper", "TERM", Duration.ofSeconds(20));

        assertThat(started.alive()).isFalse();
    }

    @Test
    void theLastWordsAreToldWithTheirPlace() throws Exception {
        var processes = new Processes(dir);
        ProcessId started = processes.start("sleeper", shell("echo cannot go on; sleep 0.2"));
        while (started.alive()) {
            Pause.of(Duration.ofMillis(20));
        }

        assertThat(processes.lastWords("sleeper"))
                .contains("cannot go on")
                .contains(processes.log("sleeper").toString());
    }

    @Test
    void cpuTimeOfChildrenCounts() throws Exception {
        var processes = new Processes(dir);
        ProcessId started =
                processes.start("sleeper", shell("(i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done); sleep 600"));
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        // The look that saw it is the one to judge: a child that ends between two reads of its family counts in
        // neither.
        Usage usage = Usage.of(started);
        while (usage.cpuSeconds() < 0.02 && System.nanoTime() < until) {
            Pause.of(Duration.ofMillis(50));
            usage = Usage.of(started);
        }

        assertThat(usage.cpuSeconds()).isGreaterThanOrEqualTo(0.02);
        assertThat(usage.residentBytes()).isPositive();
    }

    private Launch shell(String script) {
        return new Launch(List.of("sh", "-c", script), Map.of(), dir);
    }
}
