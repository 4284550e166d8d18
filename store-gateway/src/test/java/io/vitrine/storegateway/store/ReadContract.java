package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are there can be read, whole or in part, and those that are not are told. */
public interface ReadContract {
    int MIB = 1024 * 1024;

    SourceFixture fixture();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 16 * MIB - 1, 16 * MIB, 16 * MIB + 1, 33 * MIB + 1})
    default void bytesOfKnownSizeComeBack(int size) {
        // Given
        byte[] bytes = Blobs.random(size);
        // When
        BlobLocation location = fixture().put(Blobs.newName(), bytes);
        // Then
        assertThat(fixture().source().size(location)).hasValue(size);
        assertThat(Blobs.get(fixture().source(), location, 0, size)).isEqualTo(bytes);
    }

    @Test
    default void anyRangeCanBeRead() {
        // Given
        int size = 17 * MIB + 3;
        byte[] bytes = Blobs.random(size);
        // When
        BlobLocation location = fixture().put(Blobs.newName(), bytes);
        // Then
        for (int[] range : new int[][] {{0, 1}, {size - 1, 1}, {16 * MIB - 5, 10}, {size - 100, 100}, {5, 0}}) {
            assertThat(Blobs.get(fixture().source(), location, range[0], range[1]))
                    .isEqualTo(Arrays.copyOfRange(bytes, range[0], range[0] + range[1]));
        }
    }

    @Test
    default void manyReadOneBlobAtOnce() throws Exception {
        // Given
        byte[] bytes = Blobs.random(2 * MIB);
        BlobLocation location = fixture().put(Blobs.newName(), bytes);
        Callable<byte[]> read = () -> Blobs.get(fixture().source(), location, 0, bytes.length);
        // When
        List<byte[]> seen = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<byte[]> reader : threads.invokeAll(List.of(read, read, read, read, read, read, read, read))) {
                seen.add(reader.get());
            }
        }
        // Then
        assertThat(seen).hasSize(8).allSatisfy(copy -> assertThat(copy).isEqualTo(bytes));
    }

    @Test
    default void missingBlobIsNotFound() {
        // Given
        BlobLocation location = fixture().absent();
        // When, Then
        assertThat(fixture().source().size(location)).isEmpty();
        for (long length : new long[] {0, 1}) {
            assertThatThrownBy(() -> fixture().source().open(location, 0, length))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND));
        }
    }

    @Test
    default void readingBeyondTheEndNeverEndsInSilence() {
        // Given
        BlobLocation location = fixture().put(Blobs.newName(), Blobs.random(1000));
        // When, Then
        assertThatThrownBy(() -> Blobs.get(fixture().source(), location, 0, 1001))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Blobs.get(fixture().source(), location, 500, 501))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> Blobs.get(fixture().source(), location, 5000, 1))
                .isInstanceOf(StoreException.class);
    }
}
