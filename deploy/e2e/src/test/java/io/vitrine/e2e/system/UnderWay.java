package io.vitrine.e2e.system;

import static org.awaitility.Awaitility.await;

import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Five imports at once into both stores, each held in another phase until {@link #letGo}: what happens to all of them may happen once. */
public final class UnderWay implements AutoCloseable {
    /** How far an import is. */
    public enum Phase {
        /** Its source was asked and does not answer. */
        FETCHING,
        /** Half of its bytes have come, and go into the stores. */
        PLACING,
        /** Its staged bytes are copied, and cannot be committed. */
        COPYING,
        /** Its bytes are durable in the stores, and cannot be committed. */
        COMPLETING,
        /** Nobody has a slot for it. */
        WAITING
    }

    /** More than one part of a multipart upload. */
    private static final byte[] MANY = RandomBytes.of(24_000_000, 61);

    private static final byte[] FEW = RandomBytes.of(1_000_000, 67);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final CountDownLatch go = new CountDownLatch(1);
    private final Map<Phase, String> images = new EnumMap<>(Phase.class);
    private final List<Rows.Held> held = new ArrayList<>();

    private UnderWay(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    /** Returns when each of them is in its phase. */
    public static UnderWay on(Vitrine vitrine) throws SQLException {
        var underWay = new UnderWay(vitrine);
        try {
            underWay.fetching();
            underWay.placing();
            underWay.completing();
            underWay.copying();
            underWay.waiting();
            return underWay;
        } catch (RuntimeException | Error e) {
            underWay.close();
            throw e;
        }
    }

    /** The image of each phase. */
    public Map<Phase, String> images() {
        return Map.copyOf(images);
    }

    /** What the image has when its import has worked. */
    public static byte[] bytes(Phase phase) {
        return phase == Phase.PLACING || phase == Phase.COPYING ? MANY : FEW;
    }

    /** From now on the rows can be changed by those who wait for them, in whatever order. */
    public void letRowsGo() throws SQLException {
        for (Rows.Held row : held) {
            row.close();
        }
        held.clear();
    }

    /** The sources send what they have kept back. */
    public void letSourcesGo() {
        go.countDown();
    }

    @Override
    public void close() throws SQLException {
        letSourcesGo();
        letRowsGo();
    }

    private void fetching() {
        String page = page(Phase.FETCHING);
        download(Phase.FETCHING, vitrine.web().stallOnce(page, FEW, 0, go));
        await("asked").atMost(SOON).until(() -> vitrine.web().asked(page) == 1);
    }

    private void placing() {
        String id =
                download(Phase.PLACING, vitrine.web().stallOnce(page(Phase.PLACING), MANY, MANY.length * 3 / 4, go));
        await("bytes in the stores")
                .atMost(SOON)
                .until(() -> !vitrine.blobs().of(id).isEmpty());
    }

    private void completing() {
        var rest = new CountDownLatch(1);
        String page = page(Phase.COMPLETING);
        String id = download(Phase.COMPLETING, vitrine.web().stallOnce(page, FEW, FEW.length / 2, rest));
        try {
            await("both stores are open").atMost(SOON).until(() -> openWrites(id) == 2);
            held.add(vitrine.rows().hold(id));
        } finally {
            rest.countDown();
        }
        await("durable in both stores").atMost(SOON).until(() -> durable(id) == 2);
    }

    /** Held when the writes are open. Should they be committed by then, the import is over: that is a phase, too. */
    private void copying() {
        String id = demo.createRaw("copying");
        images.put(Phase.COPYING, id);
        demo.stage(id, MANY).expect(204);
        demo.importing(id, request("\"name\": \"glance-direct\"")).expect(202);
        await("both stores are open")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> openWrites(id) == 2 || !demo.status(id).matches("uploading|importing"));
        held.add(vitrine.rows().hold(id));
    }

    private void waiting() {
        download(Phase.WAITING, vitrine.web().serve(page(Phase.WAITING), FEW));
    }

    private String download(Phase phase, String url) {
        String id = demo.createRaw(phase.name());
        images.put(phase, id);
        demo.importing(id, request("\"name\": \"web-download\", \"uri\": \"%s\"".formatted(url)))
                .expect(202);
        return id;
    }

    private static String request(String method) {
        return "{\"method\": {%s}, \"all_stores\": true}".formatted(method);
    }

    private String page(Phase phase) {
        return "/%s-%d.raw".formatted(phase, System.identityHashCode(this));
    }

    private long openWrites(String id) {
        return vitrine.rows()
                .count(
                        "select count(*) from uploads where image_id = ?::uuid and state = 'open' and task_id is not null",
                        id);
    }

    private long durable(String id) {
        return vitrine
                .rows()
                .select("select store, object_name from image_locations where image_id = ?::uuid", id)
                .stream()
                .filter(row -> vitrine.blobs().in((String) row.get("store")).contains((String) row.get("object_name")))
                .count();
    }
}
