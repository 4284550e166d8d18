package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActiveWritesTest {
    private final ActiveWrites writes = new ActiveWrites();

    @Test
    void writeIsOpenUntilItIsClosed() {
        // Given
        ActiveWrites.Write write = writes.register("fast", "a.1");
        assertThat(writes.isOpen("fast", "a.1")).isTrue();
        // When
        write.close();
        write.close();
        // Then
        assertThat(writes.isOpen("fast", "a.1")).isFalse();
    }

    @Test
    void openWriteIsToldToStopAndNotBuried() {
        // Given
        ActiveWrites.Write write = writes.register("fast", "a.1");
        // When
        boolean buried = writes.bury("fast", "a.1");
        // Then
        assertThat(buried).isFalse();
        assertThat(write.cancelled()).isTrue();
        write.close();
        assertThat(writes.bury("fast", "a.1")).isTrue();
    }

    @Test
    void buriedNameIsNeverWrittenAgain() {
        // When
        assertThat(writes.bury("fast", "a.1")).isTrue();
        // Then
        assertThatThrownBy(() -> writes.register("fast", "a.1")).isInstanceOf(StoreException.class);
        assertThat(writes.bury("fast", "a.1")).isTrue();
    }

    @Test
    void sameNameInAnotherStoreIsAnother() {
        // Given
        writes.register("fast", "a.1");
        // When
        boolean buried = writes.bury("cheap", "a.1");
        // Then
        assertThat(buried).isTrue();
        assertThat(writes.isOpen("fast", "a.1")).isTrue();
    }

    @Test
    void onlyOneWriteOfANameAtATime() {
        // Given
        ActiveWrites.Write first = writes.register("fast", "a.1");
        // When
        assertThatThrownBy(() -> writes.register("fast", "a.1")).isInstanceOf(StoreException.class);
        // Then
        assertThat(writes.isOpen("fast", "a.1")).isTrue();
        first.close();
    }
}
