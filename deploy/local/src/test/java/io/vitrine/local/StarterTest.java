package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.local.component.LocalProcess;
import io.vitrine.local.process.Launch;
import io.vitrine.local.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private Processes processes;

    @TempDir
    Path dir;

    @BeforeEach
    void look() {
        processes = new Processes(dir);
    }

    @AfterEach
    void endAll() {
        Part.all().forEach(part -> processes.kill(part.id()));
    }

    @Test
    void whoNeedsAnotherStartsAfterIt() {
        start(working(Component.POSTGRESQL, Set.of()), working(Component.KEYCLOAK, Set.of(Component.POSTGRESQL)));

        assertThat(story)
                .containsExactly("starting postgresql", "ready postgresql", "starting keycloak", "ready keycloak");
    }

    @Test
    void whatRunsIsLeftAlone() {
        start(working(Component.KAFKA, Set.of()));
        var first = processes.running("kafka");
        story.clear();

        start(working(Component.KAFKA, Set.of()));

        assertThat(processes.running("kafka")).isEqualTo(first);
        assertThat(story).isEmpty();
    }

    @Test
    void aFailureIsToldWithLastWordsAndHoldsBackWhatNeedsThePart() {
        var failing = new Fake(Component.POSTGRESQL, Set.of(), "echo no room for data; sleep 0.2; exit 3", false);

        assertThatThrownBy(() -> start(failing, working(Component.KEYCLOAK, Set.of(Component.POSTGRESQL))))
                .isInstanceOf(LocalFailure.class)
                .hasMessageStartingWith("PostgreSQL ended")
                .hasMessageContaining("no room for data");

        assertThat(processes.running("keycloak")).isEmpty();
    }

    @Test
    void nobodyWaitsForOthersToLearnOfAFailure() {
        var never = new Fake(Component.S3, Set.of(), "exec sleep 600", false);
        var failing = new Fake(Component.KAFKA, Set.of(), "sleep 0.2; exit 3", false);

        assertThatThrownBy(() -> start(never, failing)).hasMessageStartingWith("Kafka ended");
    }

    private void start(LocalProcess... wanted) {
        var progress = new Progress() {
            @Override
            public void starting(Part part) {
                story.add("starting " + part.id());
            }

            @Override
            public void ready(Part part, java.time.Duration after) {
                story.add("ready " + part.id());
            }
        };
        new Starter(processes, progress).start(List.of(wanted), Ports.freeBut(Map.of()));
    }

    private Fake working(Part part, Set<Part> after) {
        return new Fake(part, after, "touch " + dir.resolve(part.id()) + "; exec sleep 600", true);
    }

    private final class Fake implements LocalProcess {
        private final Part part;
        private final Set<Part> after;
        private final String script;
        private final boolean comesUp;

        Fake(Part part, Set<Part> after, String script, boolean comesUp) {
            this.part = part;
            this.after = after;
            this.script = script;
            this.comesUp = comesUp;
        }

        @Override
        public Part part() {
            return part;
        }

        @Override
        public List<Port> ports() {
            return List.of();
        }

        @Override
        public Set<Part> after() {
            return after;
        }

        @Override
        public void prepare() {}

        @Override
        public Launch launch() {
            return new Launch(List.of("sh", "-c", script), Map.of(), dir);
        }

        @Override
        public boolean ready() {
            return comesUp && Files.exists(dir.resolve(part.id()));
        }
    }
}
