package io.vitrine.storegateway.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.contracts.command.StoreDelete;
import io.vitrine.contracts.command.StoreDeleteDone;
import io.vitrine.contracts.command.StoreDeleteDone.Outcome;
import io.vitrine.storegateway.fake.Door;
import io.vitrine.storegateway.store.ActiveWrites;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.BlobUpload;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreRegistry;
import io.vitrine.storegateway.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoverTest {
    @TempDir
    Path dir;

    private final UUID image = UUID.randomUUID();
    private final ActiveWrites writes = new ActiveWrites();
    private BlobStore store;
    private Remover remover;

    @BeforeEach
    void makeStore() {
        StoreRegistry registry = Stores.registry(
                writes,
                Map.of(
                        "default", "fast",
                        "fast.type", "file",
                        "fast.filesystem.dir", dir + "/store",
                        "web.type", "http",
                        "web.http.allowed-hosts", "images.example.org"));
        store = registry.defaultStore().blobs();
        remover = new Remover(registry, writes);
    }

    @Test
    void bytesAreGoneAndStayGoneHoweverOftenAsked() throws IOException {
        // Given
        Blobs.put(store, image + ".1", Blobs.random(10));
        // When
        StoreDeleteDone first = remover.remove(command("fast", image + ".1", null));
        StoreDeleteDone second = remover.remove(command("fast", image + ".1", null));
        // Then
        assertThat(first).isEqualTo(new StoreDeleteDone(image, 5, "fast", 1, Outcome.GONE, null, null));
        assertThat(second).isEqualTo(first);
        assertThat(Door.filesOf(dir.resolve("store"), image.toString())).isEmpty();
    }

    @Test
    void leftoversOfADeadWriterGoToo() throws IOException {
        // Given
        Files.writeString(dir.resolve("store").resolve("." + image + ".1.part"), "half");
        // When
        StoreDeleteDone done = remover.remove(command("fast", image + ".1", null));
        // Then
        assertThat(done.outcome()).isEqualTo(Outcome.GONE);
        assertThat(Door.filesOf(dir.resolve("store"), image.toString())).isEmpty();
    }

    @Test
    void runningUploadIsStoppedFirst() {
        // Given
        BlobUpload upload = store.begin(image + ".1", OptionalLong.empty());
        Blobs.write(upload, Blobs.random(10));
        // When
        StoreDeleteDone early = remover.remove(command("fast", image + ".1", null));
        // Then
        assertThat(early.outcome()).isEqualTo(Outcome.TRY_LATER);
        assertThat(early.retryAfterSeconds()).isEqualTo(5L);
        upload.close();
        assertThat(remover.remove(command("fast", image + ".1", null)).outcome())
                .isEqualTo(Outcome.GONE);
    }

    @Test
    void uploadThatBeginsAfterTheDeleteIsRefused() throws IOException {
        // Given
        remover.remove(command("fast", image + ".1", null));
        // When, Then
        assertThatThrownBy(() -> Blobs.put(store, image + ".1", Blobs.random(10)))
                .isInstanceOf(StoreException.class);
        assertThat(Door.filesOf(dir.resolve("store"), image.toString())).isEmpty();
    }

    @Test
    void storeThatIsAwayIsTriedLater() throws IOException {
        // Given
        Files.move(dir.resolve("store"), dir.resolve("away"));
        // When
        StoreDeleteDone done = remover.remove(command("fast", image + ".1", null));
        // Then
        assertThat(done.outcome()).isEqualTo(Outcome.TRY_LATER);
        assertThat(done.reason()).isNotBlank().doesNotContain(dir.toString());
    }

    @Test
    void whatCanNeverBeRemovedFails() {
        assertThat(remover.remove(command("gone", image + ".1", null)).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(remover.remove(command("fast", "../etc/passwd", null)).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(remover.remove(command("fast", null, null)).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(remover.remove(command("fast", null, "file:///elsewhere/a.1"))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(remover.remove(command("fast", null, "no url/a.1")).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void locationWithoutANameIsFoundByItsUrl() throws IOException {
        // Given
        String url = Blobs.put(store, "taken-over", Blobs.random(10)).url().toString();
        // When
        StoreDeleteDone done = remover.remove(command("fast", null, url));
        // Then
        assertThat(done.outcome()).isEqualTo(Outcome.GONE);
        assertThat(Door.filesOf(dir.resolve("store"), "taken-over")).isEmpty();
    }

    @Test
    void ofAStoreThatIsOnlyReadTheRecordMayGoAndNothingIsAsked() {
        // When: nobody answers under that name
        StoreDeleteDone done = remover.remove(command("web", null, "https://images.example.org/a"));
        // Then
        assertThat(done).isEqualTo(new StoreDeleteDone(image, 5, "web", 1, Outcome.GONE, null, null));
    }

    private StoreDelete command(String storeId, String objectName, String url) {
        return new StoreDelete(image, 5, storeId, objectName, url, 1);
    }
}
