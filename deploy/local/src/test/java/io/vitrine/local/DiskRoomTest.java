package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskRoomTest {
    private static final Path DIR = Path.of("/somewhere/system");

    @Test
    void tooLittleRoomIsToldBeforeAnythingStarts() {
        assertThatThrownBy(() -> DiskRoom.demand(DIR, 100L << 20))
                .hasMessage("Only 100 MiB are free for /somewhere/system, and a system needs 1024 MiB to start:"
                        + " make room, or choose a folder elsewhere with --dir.");
    }

    @Test
    void enoughIsEnough() {
        assertThatCode(() -> DiskRoom.demand(DIR, 2L << 30)).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatIsNotThereYetIsJudgedByTheDiskAroundIt() {
        assertThatCode(() -> DiskRoom.demand(Path.of("/does/not/exist/yet"))).doesNotThrowAnyException();
    }
}
