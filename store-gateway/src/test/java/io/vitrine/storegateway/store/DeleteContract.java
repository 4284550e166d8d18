package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a delete nothing of a name is left, whatever was there before. */
public interface DeleteContract {
    StoreFixture fixture();

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 17 * 1024 * 1024})
    default void deletedBytesAreGone(int size) {
        // Given
        String name = Blobs.newName();
        BlobLocation location = Blobs.put(fixture().store(), name, Blobs.random(size));
        // When
        fixture().store().delete(name);
        // Then
        assertThat(fixture().store().size(location)).isEmpty();
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
    }

    @Test
    default void deletingTwiceIsSuccess() {
        // Given
        String name = Blobs.newName();
        Blobs.put(fixture().store(), name, Blobs.random(1000));
        // When
        fixture().store().delete(name);
        fixture().store().delete(name);
        // Then
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
    }

    @Test
    default void deletingWhatWasNeverThereIsSuccess() {
        // When
        fixture().store().delete(Blobs.newName());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 17 * 1024 * 1024})
    default void leftoversOfAKilledWriterGoWithTheDelete(int size) {
        // Given
        String name = Blobs.newName();
        fixture().dieWhileWriting(name, Blobs.random(size));
        // When
        fixture().store().delete(name);
        // Then
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
    }

    @Test
    default void onlyTheNamedObjectGoes() {
        // Given
        String name = Blobs.newName();
        String longer = name + "1";
        Blobs.put(fixture().store(), name, Blobs.random(10));
        BlobLocation other = Blobs.put(fixture().store(), longer, Blobs.random(10));
        fixture().dieWhileWriting(longer + "1", Blobs.random(17 * 1024 * 1024));
        // When
        fixture().store().delete(name);
        // Then
        assertThat(fixture().store().size(other)).hasValue(10);
        assertThat(fixture().everything()).anyMatch(entry -> entry.contains(longer + "1"));
    }

    @Test
    default void writerWhoseBytesAreDeletedMeanwhileCannotCommit() {
        // Given
        String name = Blobs.newName();
        BlobUpload upload = fixture().store().begin(name, OptionalLong.empty());
        Blobs.write(upload, Blobs.random(33 * 1024 * 1024));
        // When
        fixture().store().delete(name);
        // Then
        assertThatThrownBy(upload::commit).isInstanceOf(StoreException.class);
        upload.close();
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains(name));
    }

    @Test
    default void workingStoreSaysSo() {
        // When
        fixture().store().check();
        // Then
        assertThat(fixture().everything()).noneMatch(entry -> entry.contains("check"));
    }
}
