package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes come out as they went in, whole or in part, whether or not their number was known. */
public interface RoundTripContract extends ReadContract {
    @Override
    StoreFixture fixture();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * MIB, 33 * MIB + 1})
    default void bytesOfUnknownSizeComeBack(int size) {
        // Given
        byte[] bytes = Blobs.random(size);
        // When
        BlobLocation location = Blobs.put(fixture().store(), Blobs.newName(), bytes, OptionalLong.empty());
        // Then
        assertThat(fixture().store().size(location)).hasValue(size);
        assertThat(Blobs.get(fixture().store(), location, 0, size)).isEqualTo(bytes);
    }
}
