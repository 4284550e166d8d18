package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Hex;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.client.RawCall;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.UnderWay;
import io.vitrine.e2e.system.UnderWay.Phase;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who has a part in carrying bytes is killed, or sleeps through its lease, while uploads and imports are in every phase: each of them ends
 * once, whole or not at all.
 */
@OnVitrine
class TransferFaultsIT {
    private static final byte[] BYTES = RandomBytes.of(24_000_000, 31);
    private static final int HALF = 18_000_000;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration ENDS = Vitrine.LONGEST_IMPORT.plus(Vitrine.SETTLED);

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final ImageClient straight;

    TransferFaultsIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
        this.straight = vitrine.behindTheDoor("demo");
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPORT_WORKER", "STORE_GATEWAY", "IMAGE_API"})
    void whoIsKilledLosesNothing(Service service) throws Exception {
        try (UnderWay imports = UnderWay.on(vitrine);
                Uploads uploads = new Uploads()) {
            // When
            vitrine.system().kill(service);
            imports.letRowsGo();
            imports.letSourcesGo();
            vitrine.system().start(service);

            // Then
            uploads.endAfter(service, service == Service.STORE_GATEWAY);
            becomeWhole(imports);
        }
        vitrine.invariants().hold();
    }

    /** What it still does when it wakes up is over: somebody else has its right. */
    @ParameterizedTest
    @EnumSource(names = {"IMPORT_WORKER", "STORE_GATEWAY", "IMAGE_API"})
    void whoSleepsThroughItsLeaseDoesNoHarm(Service service) throws Exception {
        try (UnderWay imports = UnderWay.on(vitrine);
                Uploads uploads = new Uploads()) {
            // When
            vitrine.system().pause(service);
            try {
                imports.letRowsGo();
                switch (service) {
                    case IMPORT_WORKER -> none("tasks where status = 'processing'");
                    case STORE_GATEWAY -> none("uploads where state = 'open'");
                    // It judges leases itself, and must not judge those that nobody could renew.
                    default -> await().pollDelay(Vitrine.LEASE.plusSeconds(2)).until(() -> true);
                }
                imports.letSourcesGo();
            } finally {
                vitrine.system().resume(service);
            }

            // Then
            uploads.endAfter(service, service == Service.STORE_GATEWAY);
            becomeWhole(imports);
        }
        vitrine.invariants().hold();
    }

    @Test
    void aDeleteEndsAnImportInAnyPhaseAndFreesItsWorker() throws Exception {
        try (UnderWay imports = UnderWay.on(vitrine)) {
            // When: two of the images are about to change, and whoever comes first has them
            List<CompletableFuture<Answer>> deletes = imports.images().values().stream()
                    .map(id -> CompletableFuture.supplyAsync(() -> demo.delete(id)))
                    .toList();
            imports.letRowsGo();
            deletes.forEach(call -> call.join().expect(204));

            // Then: the sources that say nothing more hold nobody up
            imports.images().values().forEach(id -> demo.show(id).expectError(404, ""));
            var all = new CountDownLatch(Vitrine.SLOTS);
            String url = vitrine.web().serve("/every-slot.raw", exchange -> {
                all.countDown();
                all.await();
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(new byte[100]);
            });
            List<String> next = Stream.generate(() -> demo.createRaw("next"))
                    .limit(Vitrine.SLOTS)
                    .toList();
            next.forEach(id -> demo.webDownload(id, url).expect(202));
            for (String id : next) {
                patiently("every slot is free", SOON)
                        .until(() -> demo.status(id).equals("active"));
                demo.delete(id).expect(204);
            }
            vitrine.invariants().hold();
            imports.images().values().forEach(id -> {
                assertThat(vitrine.blobs().of(id)).isEmpty();
                assertThat(vitrine.rows().select("select status from tasks where image_id = ?::uuid", id))
                        .extracting(row -> row.get("status"))
                        .singleElement()
                        .isIn("failure", "success");
            });
        }
    }

    private void none(String rows) {
        patiently(rows + " taken back", Vitrine.SETTLED)
                .until(() -> vitrine.rows().count("select count(*) from " + rows) == 0);
    }

    /** One task each, which has succeeded, and the bytes in both stores. */
    private void becomeWhole(UnderWay imports) {
        for (Map.Entry<Phase, String> each : imports.images().entrySet()) {
            String id = each.getValue();
            patiently("the import that was " + each.getKey(), ENDS)
                    .until(() -> !demo.image(id).has("os_glance_import_task"));
            JsonNode tasks = demo.tasks(id).expect(200).json().path("tasks");
            assertThat(tasks).as("%s", each).hasSize(1);
            JsonNode image = demo.image(id);
            assertThat(image.path("status").asText())
                    .as("%s %s", each, tasks.path(0))
                    .isEqualTo("active");
            assertThat(tasks.path(0).path("status").asText()).as("%s", each).isEqualTo("success");
            assertThat(image.path("stores").asText().split(","))
                    .containsExactlyInAnyOrder(Vitrine.FILE_STORE, Vitrine.S3_STORE);
            assertThat(image.path("os_hash_value").asText())
                    .as("%s", each)
                    .isEqualTo(Hex.sha512(UnderWay.bytes(each.getKey())));
            assertThat(image.path("os_glance_failed_import").asText("absent")).isEmpty();
        }
        imports.images().values().forEach(id -> demo.delete(id).expect(204));
    }

    private static ConditionFactory patiently(String what, Duration atMost) {
        return await(what).atMost(atMost).pollInterval(Duration.ofMillis(300));
    }

    /** One upload into each store, three quarters sent. */
    private final class Uploads implements AutoCloseable {
        private final List<String> stores = List.of(Vitrine.FILE_STORE, Vitrine.S3_STORE);
        private final List<String> ids;
        private final List<RawCall> calls;

        Uploads() throws IOException {
            ids = stores.stream().map(store -> demo.createRaw("upload")).toList();
            calls = List.of(begin(0), begin(1));
            for (String id : ids) {
                patiently("bytes are in the store", SOON)
                        .until(() -> !vitrine.blobs().of(id).isEmpty());
                assertThat(demo.status(id)).isEqualTo("saving");
            }
        }

        private RawCall begin(int which) throws IOException {
            return RawCall.upload(demo, ids.get(which), stores.get(which), BYTES.length)
                    .send(BYTES, 0, HALF);
        }

        /** They outlive whoever does not carry them; what their gateway has lost is taken back and may be repeated. */
        void endAfter(Service service, boolean lost) throws IOException {
            for (int i = 0; i < ids.size(); i++) {
                String id = ids.get(i);
                RawCall call = calls.get(i);
                if (lost) {
                    patiently("taken back after lease and sweep", Vitrine.SETTLED)
                            .until(() -> straight.status(id).equals("queued"));
                    call.sendIfHeard(BYTES, HALF, BYTES.length - HALF);
                    assertThat(call.statusOfAnswer().orElse(409)).isIn(409, 410);
                    assertThat(demo.status(id)).isEqualTo("queued");
                    assertThat(demo.image(id).path("size").isNull()).isTrue();
                    demo.upload(id, BYTES, stores.get(i)).expect(204);
                } else {
                    call.send(BYTES, HALF, BYTES.length - HALF);
                    assertThat(call.answer().status()).as("after %s", service).isEqualTo(204);
                }
                assertThat(demo.image(id).path("os_hash_value").asText()).isEqualTo(Hex.sha512(BYTES));
                demo.delete(id).expect(204);
            }
        }

        @Override
        public void close() throws IOException {
            for (RawCall call : calls) {
                call.close();
            }
        }
    }
}
