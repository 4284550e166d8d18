package io.vitrine.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveTest {
    @TempDir
    Path dir;

    @Test
    void oneAtATime() {
        Path file = dir.resolve("lock");
        try (Exclusive held = Exclusive.take(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(Exclusive.take(file)).isEmpty();
        }

        assertThat(Exclusive.take(file)).isPresent();
    }
}
