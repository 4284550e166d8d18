package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.storegateway.store.BlobListing.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A list has everything in it once, in parts as large as they are asked for. */
public interface ListContract {
    StoreFixture fixture();

    @Test
    default void everyObjectIsListedOnceWithItsSizeAndTime() {
        // Given
        String image = UUID.randomUUID().toString();
        for (int generation = 1; generation <= 7; generation++) {
            Blobs.put(fixture().store(), image + "." + generation, Blobs.random(generation));
        }
        // When
        List<Entry> listed = all(image, 3);
        // Then
        assertThat(listed).hasSize(7).allSatisfy(entry -> {
            assertThat(entry.leftover()).isFalse();
            assertThat(entry.objectName()).isEqualTo(image + "." + entry.size());
            assertThat(entry.modified())
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(5)),
                            Instant.now().plus(Duration.ofMinutes(5)));
        });
        assertThat(listed).doesNotHaveDuplicates();
    }

    @Test
    default void leftoversOfAKilledWriterAreListedAsSuch() {
        // Given
        String name = Blobs.newName();
        fixture().dieWhileWriting(name, Blobs.random(17 * 1024 * 1024));
        fixture().dieWhileWriting(name + "1", Blobs.random(17 * 1024 * 1024));
        // When
        List<Entry> listed = all(name, 1);
        // Then
        assertThat(listed).extracting(Entry::objectName).containsExactlyInAnyOrder(name, name + "1");
        assertThat(listed).allMatch(Entry::leftover);
    }

    private List<Entry> all(String image, int limit) {
        List<Entry> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            BlobListing page = fixture().store().list(cursor, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.entries());
            cursor = page.next();
        } while (cursor != null);
        return all.stream()
                .filter(entry -> entry.objectName().startsWith(image))
                .toList();
    }
}
