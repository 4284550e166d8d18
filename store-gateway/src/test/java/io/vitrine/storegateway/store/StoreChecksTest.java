package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreChecksTest {
    @TempDir
    Path dir;

    @Test
    void aStoreThatIsAwayAtStartStopsNoOtherAndIsUsedOnceItIsThere() throws IOException, InterruptedException {
        // Given: a file where a directory should be
        Path blocked = Files.writeString(dir.resolve("blocked"), "x");
        StoreRegistry registry = Stores.unchecked(Map.of(
                "default", "away",
                "away.type", "file",
                "away.filesystem.dir", blocked.resolve("store").toString(),
                "fast.type", "file",
                "fast.filesystem.dir", dir.resolve("fast").toString()));
        StoreChecks checks = new StoreChecks(registry);
        // When
        checks.atStart(new StartupEvent());
        // Then
        assertThat(registry.byId("fast").orElseThrow().usable()).isTrue();
        assertThat(registry.defaultStore().usable()).isFalse();
        Files.delete(blocked);
        checks.again();
        assertThat(registry.defaultStore().usable()).isTrue();
    }
}
