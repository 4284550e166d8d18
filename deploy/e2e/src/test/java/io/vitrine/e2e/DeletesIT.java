package io.vitrine.e2e;

import static io.vitrine.e2e.system.Vitrine.FILE_STORE;
import static io.vitrine.e2e.system.Vitrine.S3_STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Component;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How bytes leave stores one copy at a time, how rot and rubbish are found, and how a delete is taken back. */
@OnVitrine
class DeletesIT {
    private static final byte[] BYTES = RandomBytes.of(3_000_000, 31);
    private static final FileTime OLD = FileTime.from(Instant.now().minus(Duration.ofHours(30)));
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BAD_COPIES = 3;

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final ImageClient admin;
    private final List<Path> planted = new ArrayList<>();

    DeletesIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
        this.admin = vitrine.as("admin");
    }

    @AfterEach
    void clear() throws IOException {
        for (Path file : planted) {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void anImageLeavesOneStoreAndStaysWhole() {
        String id = inBothStores();

        take(S3_STORE, id, 204);

        assertThat(demo.image(id).path("stores").asText()).isEqualTo(FILE_STORE);
        assertThat(vitrine.blobs().of(id)).as("gone within the call").hasSize(1);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        take(S3_STORE, id, 403);
        demo.delete(id).expect(204);
    }

    @Test
    void dataThatHadVanishedIsToldAndForgotten() throws IOException {
        String id = inBothStores();
        Files.delete(copy(id, FILE_STORE));

        take(FILE_STORE, id, 410);

        assertThat(demo.image(id).path("stores").asText()).isEqualTo(S3_STORE);
        assertThat(demo.status(id)).isEqualTo("active");
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @Test
    void aStoreThatIsAwayChangesNothing() {
        String id = inBothStores();
        vitrine.system().kill(Component.S3);
        try {
            take(S3_STORE, id, 503);
            assertThat(demo.image(id).path("stores").asText()).contains(FILE_STORE, S3_STORE);
        } finally {
            vitrine.system().start(Component.S3);
        }
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @Test
    void onlyRubbishOfOursIsCollected() throws Exception {
        // Given
        String id = inBothStores();
        vitrine.rows().select("update images set generation = 50 where id = ?::uuid returning id", id);
        Path orphan = plant(FILE_STORE, id + ".41", OLD);
        Path leftover = plant(FILE_STORE, "." + id + ".42.part", OLD);
        Path object = plant(S3_STORE, id + ".43", OLD);
        Path fresh = plant(FILE_STORE, id + ".44", FileTime.from(Instant.now()));
        Path coming = plant(FILE_STORE, id + ".51", OLD);
        Path foreign = plant(FILE_STORE, UUID.randomUUID() + ".1", OLD);
        Path letter = plant(FILE_STORE, "letter.txt", OLD);
        Files.setLastModifiedTime(copy(id, FILE_STORE), OLD);

        // When
        Command.Result look = admin("gc", "--json", "--dry-run", "--yes");
        // Then
        assertThat(look.code()).as("%s", look).isZero();
        assertThat(planted).allMatch(Files::exists);

        // When
        Command.Result gc = admin("gc", "--json", "--yes");
        // Then
        assertThat(gc.code()).as("%s", gc).isZero();
        assertThat(gc.out()).contains(id + ".41", id + ".42", id + ".43");
        assertThat(List.of(orphan, leftover, object)).noneMatch(Files::exists);
        assertThat(List.of(fresh, coming, foreign, letter)).allMatch(Files::exists);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    @Test
    void aFlippedBitIsFoundAndNeverServed() throws Exception {
        String id = inBothStores();
        flip(copy(id, FILE_STORE));

        Command.Result verify = admin("verify", id, "--json");
        assertThat(verify.code()).as("%s", verify).isEqualTo(BAD_COPIES);
        assertThat(verify.out()).contains("DIFFERENT", "\"good\":1", "\"bad\":1");

        assertThat(admin("scrub", id).code()).isEqualTo(BAD_COPIES);
        for (int i = 0; i < 5; i++) {
            assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        }
        take(S3_STORE, id, 403);
        take(FILE_STORE, id, 204);
        Command.Result again = admin("verify", id);
        assertThat(again.code()).as("%s", again).isZero();
        demo.delete(id).expect(204);
    }

    @Test
    void anOperatorTakesADelayedDeleteBack() throws Exception {
        String id = demo.createRaw("deleted by mistake");
        demo.upload(id, BYTES).expect(204);
        Command.Result refused = admin("images", "restore", id);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("is active");
        // As a delete leaves it where deletes are delayed.
        vitrine.rows().select("""
                update images set status = 'pending_delete', deleted_at = now(), delete_due = now() + interval '1 hour'
                where id = ?::uuid returning id""", id);
        demo.show(id).expect(404);

        assertThat(admin("images", "restore", id).good()).contains(id, "active");

        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        demo.delete(id).expect(204);
    }

    /** Copies are made by hand: a second image's object becomes the first one's. */
    private String inBothStores() {
        String id = demo.createRaw("in two places");
        demo.upload(id, BYTES, FILE_STORE).expect(204);
        String other = demo.createRaw("gives its copy away");
        demo.upload(other, BYTES, S3_STORE).expect(204);
        vitrine.rows().select("""
                update image_locations set image_id = ?::uuid where image_id = ?::uuid returning id""", id, other);
        demo.delete(other).expect(204);
        await().atMost(SOON).until(() -> demo.image(id).path("stores").asText().contains(S3_STORE));
        return id;
    }

    private Path copy(String id, String store) {
        Map<String, Object> row = vitrine.rows()
                .select("select object_name from image_locations where image_id = ?::uuid and store = ?", id, store)
                .getFirst();
        return root(store).resolve((String) row.get("object_name"));
    }

    private Path root(String store) {
        return store.equals(FILE_STORE)
                ? vitrine.system().storesDir()
                : vitrine.system().bucketDir("images");
    }

    private Path plant(String store, String name, FileTime modified) throws IOException {
        Path file = Files.write(root(store).resolve(name), new byte[10]);
        planted.add(file);
        return Files.setLastModifiedTime(file, modified);
    }

    private static void flip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, 2_000_000);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, 2_000_000);
        }
    }

    private void take(String store, String id, int status) {
        admin.send("DELETE", "/v2/stores/" + store + "/" + id, BodyPublishers.noBody())
                .expect(status);
    }

    private Command.Result admin(String... arguments) throws IOException, InterruptedException {
        List<String> command = vitrine.system().admin(List.of(arguments));
        return new Command(Map.of(), command.toArray(String[]::new)).run();
    }
}
