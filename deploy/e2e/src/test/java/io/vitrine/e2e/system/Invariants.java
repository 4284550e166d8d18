package io.vitrine.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What holds once nobody is at work, whatever happened before. */
public final class Invariants {
    /** What is not yet ended: the question, and the name it gets in a failure. */
    private static final Map<String, String> UNDER_WAY = new LinkedHashMap<>();

    static {
        UNDER_WAY.put("images in transit", """
                select id, status, import_task from images
                where deleted_at is null and (status in ('saving', 'uploading', 'importing') or import_task is not null)""");
        UNDER_WAY.put("open uploads", "select id, image_id, kind, lost_after from uploads where state = 'open'");
        UNDER_WAY.put(
                "tasks not ended",
                "select id, image_id, status, attempts, message from tasks where status in ('pending', 'processing')");
        UNDER_WAY.put("locations neither whole nor gone", """
                select id, image_id, store, object_name, status, attempts, last_error from image_locations
                where status <> 'active'""");
        UNDER_WAY.put("active locations of images without bytes", """
                select l.id, l.image_id, l.store, i.status from image_locations l join images i on i.id = l.image_id
                where l.status = 'active' and i.status not in ('active', 'deactivated')""");
        UNDER_WAY.put(
                "keys neither deleted nor given up",
                "select image_id, state, attempts, last_code from key_cleanup where state = 'pending'");
        UNDER_WAY.put("projects whose usage is not what their rows say", """
                select q.project, q.images, q.uploading, q.stored_bytes, q.staged_bytes, c from quota_usage q, quota_count(q.project) c
                where q.settled and (q.images, q.uploading, q.stored_bytes, q.staged_bytes)
                    <> (c.images, c.uploading, c.stored_bytes, c.staged_bytes)""");
        UNDER_WAY.put("unsent messages", "select seq, topic, type, key from outbox");
    }

    /** What one check has found stuck is no news to the next: each finding is reported once. */
    private static final Set<Object> REPORTED = ConcurrentHashMap.newKeySet();

    private final Vitrine vitrine;

    Invariants(Vitrine vitrine) {
        this.vitrine = vitrine;
    }

    /** Waits until all that was begun has ended, within the bound that the design gives; then looks at every byte. */
    public void hold() {
        hold(Vitrine.SETTLED);
    }

    public void hold(Duration within) {
        try {
            await().atMost(within)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> UNDER_WAY.forEach((name, question) ->
                            assertThat(underWay(question)).as(name).isEmpty()));
        } finally {
            UNDER_WAY.values().forEach(question -> underWay(question).forEach(row -> REPORTED.add(identity(row))));
        }
        everyActiveImageIsWhole();
        noByteIsWithoutARow();
    }

    private List<Map<String, Object>> underWay(String question) {
        return vitrine.rows().select(question).stream()
                .filter(row -> !REPORTED.contains(identity(row)))
                .toList();
    }

    private static String identity(Map<String, Object> row) {
        // The name of its column beside it: a location and a message may have the same number.
        return row.entrySet().iterator().next().toString();
    }

    private void everyActiveImageIsWhole() {
        assertThat(vitrine.rows().select("""
                        select id, status from images i where status = 'active'
                        and not exists (select 1 from image_locations l where l.image_id = i.id and l.status = 'active')
                        """))
                .as("active images without a location")
                .isEmpty();
        for (Map<String, Object> row : vitrine.rows().select("""
                select i.id, i.size, i.os_hash_value, l.store, l.object_name
                from images i join image_locations l on l.image_id = i.id
                where i.status in ('active', 'deactivated') and l.status = 'active' and l.object_name is not null""")) {
            Path file = vitrine.blobs().file((String) row.get("store"), (String) row.get("object_name"));
            assertThat(file).as("bytes of %s", row).exists();
            try {
                assertThat(Files.size(file)).as("size of %s", row).isEqualTo(row.get("size"));
                assertThat(Hex.sha512(file)).as("sha512 of %s", row).isEqualTo(row.get("os_hash_value"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void noByteIsWithoutARow() {
        for (String store : List.of(Vitrine.FILE_STORE, Vitrine.S3_STORE)) {
            Set<String> orphans = new TreeSet<>(vitrine.blobs().in(store));
            vitrine.rows()
                    .select("select object_name from image_locations where store = ?", store)
                    .forEach(row -> orphans.remove((String) row.get("object_name")));
            orphans.removeIf(REPORTED::contains);
            REPORTED.addAll(orphans);
            assertThat(orphans).as("bytes without a row in store %s", store).isEmpty();
        }
    }
}
