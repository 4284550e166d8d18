package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blob exists whole from its commit on, and before that not at all. */
public interface CommitContract {
    StoreFixture fixture();

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 33 * 1024 * 1024})
    default void nothingIsVisibleBeforeTheCommit(int size) {
        // Given
        String name = Blobs.newName();
        BlobStore store = fixture().store();
        try (BlobUpload upload = store.begin(name, OptionalLong.empty())) {
            // When
            Blobs.write(upload, Blobs.random(size));
            // Then
            assertThat(store.size(store.locate(name))).isEmpty();
            upload.commit();
        }
        assertThat(store.size(store.locate(name))).hasValue(size);
    }

    @Test
    default void commitSaysWhereTheBytesAre() {
        // Given
        String name = Blobs.newName();
        // When
        BlobLocation location = Blobs.put(fixture().store(), name, Blobs.random(10));
        // Then
        assertThat(location).isEqualTo(fixture().store().locate(name));
        assertThat(location.url().toString()).endsWith("/" + name).doesNotContain("@", "secret");
        assertThat(new BlobLocation(java.net.URI.create(location.url().toString())))
                .isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 33 * 1024 * 1024})
    default void abandonedUploadLeavesNothingBehind(int size) {
        // Given
        String name = Blobs.newName();
        // When
        try (BlobUpload upload = fixture().store().begin(name, OptionalLong.of(40L * 1024 * 1024))) {
            Blobs.write(upload, Blobs.random(size));
        }
        // Then
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 17 * 1024 * 1024})
    default void existingObjectIsNeverOverwritten(int size) {
        // Given
        String name = Blobs.newName();
        byte[] first = Blobs.random(100);
        BlobLocation location = Blobs.put(fixture().store(), name, first);
        // When
        assertThatThrownBy(() -> Blobs.put(fixture().store(), name, Blobs.random(size)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN));
        // Then
        assertThat(Blobs.get(fixture().store(), location, 0, 100)).isEqualTo(first);
        assertThat(fixture().everything())
                .filteredOn(entry -> entry.contains(name))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 40 * 1024 * 1024})
    default void aWrongAnnouncementNeverLosesBytesInSilence(int announced) {
        // Given
        String name = Blobs.newName();
        byte[] bytes = Blobs.random(3 * 1024 * 1024);
        BlobStore store = fixture().store();
        try {
            // When
            BlobLocation location = Blobs.put(store, name, bytes, OptionalLong.of(announced));
            // Then
            assertThat(Blobs.get(store, location, 0, bytes.length)).isEqualTo(bytes);
            assertThat(store.size(location)).hasValue(bytes.length);
        } catch (StoreException refused) {
            assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
        }
    }

    @Test
    default void closingAfterTheCommitKeepsTheBytes() {
        // Given
        String name = Blobs.newName();
        byte[] bytes = Blobs.random(1000);
        BlobUpload upload = fixture().store().begin(name, OptionalLong.empty());
        Blobs.write(upload, bytes);
        BlobLocation location = upload.commit();
        // When
        upload.close();
        upload.close();
        // Then
        assertThat(Blobs.get(fixture().store(), location, 0, 1000)).isEqualTo(bytes);
        assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void namesThatAreNoNamesAreRefused() {
        // When, Then
        for (String name : Arrays.asList("", ".", "..", ".hidden", "a/b", "../a", "a\0b", "a b", "x".repeat(300))) {
            assertThatThrownBy(() -> fixture().store().begin(name, OptionalLong.empty()))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> fixture().store().delete(name)).isInstanceOf(StoreException.class);
        }
    }
}
