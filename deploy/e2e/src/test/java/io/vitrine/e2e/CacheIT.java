package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.e2e.client.Answer;
import io.vitrine.e2e.client.Command;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import io.vitrine.local.Component;
import io.vitrine.local.Service;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache of the gateway in front of the S3 store. It holds 2 MiB: no image of another test fits. */
@OnVitrine
class CacheIT {
    private static final byte[] BYTES = RandomBytes.of(700_001, 41);

    private final Vitrine vitrine;
    private final ImageClient demo;
    private final ImageClient admin;
    private final List<String> images = new ArrayList<>();

    CacheIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        demo = vitrine.as("demo");
        admin = vitrine.as("admin");
    }

    @AfterEach
    void delete() {
        images.forEach(id -> demo.delete(id).expect(204));
        // Whoever deletes an image has its copies deleted.
        await().until(() -> cached().isEmpty());
    }

    @Test
    void aSecondDownloadNeedsNoStoreAndARestartForgetsNothing() {
        String id = image(Vitrine.S3_STORE);
        assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        await().until(() -> cached().contains(id));

        vitrine.system().end(Component.S3);
        try {
            assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
            Answer range = demo.download(id, "Range", "bytes=5-9").expect(206);
            assertThat(range.body()).isEqualTo(Arrays.copyOfRange(BYTES, 5, 10));
            vitrine.as("alt").download(id).expect(404);

            vitrine.killAndStart(Service.STORE_GATEWAY);

            assertThat(demo.download(id).expect(200).body()).isEqualTo(BYTES);
        } finally {
            vitrine.system().start(Component.S3);
        }
        JsonNode nodes = admin.get("/v2/cache/nodes/" + id).expect(200).json();
        assertThat(nodes).hasSize(1);
        admin.send("DELETE", "/v2/cache/" + id, BodyPublishers.noBody()).expect(204);
        assertThat(cached()).isEmpty();
    }

    @Test
    void theOldCacheUtilityManagesIt() throws Exception {
        String id = image(Vitrine.FILE_STORE);
        Command command = cacheManage(admin);

        assertThat(command.run("-f", "queue-image", id).good()).isEmpty();
        await().until(() -> cached().contains(id));
        assertThat(command.run("list-cached").good())
                .startsWith("Found 1 cached images...")
                .contains(id, String.valueOf(BYTES.length), "N/A");
        assertThat(command.run("list-queued").good()).isEqualTo("No queued images.");
        Command.Result refused = cacheManage(demo).run("list-cached");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Not authorized to make this request.");
        assertThat(command.run("-v", "-f", "delete-cached-image", id).good()).contains(id);
        assertThat(cached()).isEmpty();
    }

    @Test
    void theVersionsSaySo() {
        assertThat(demo.get("/versions")
                        .expect(200)
                        .json()
                        .path("versions")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("v2.18");
        admin.get("/v2.18/cache").expect(200);
        demo.get("/v2/cache").expectError(403, "cache_list");
    }

    private Command cacheManage(ImageClient user) {
        Map<String, String> environment = Map.of("OS_IMAGE_URL", user.base(), "OS_AUTH_TOKEN", user.token());
        return new Command(
                environment, vitrine.system().admin(List.of("cache-manage")).toArray(String[]::new));
    }

    private String image(String store) {
        String id = demo.createRaw("cached");
        images.add(id);
        demo.upload(id, BYTES, store).expect(204);
        return id;
    }

    private List<String> cached() {
        List<String> ids = new ArrayList<>();
        admin.get("/v2/cache")
                .expect(200)
                .json()
                .path("cached_images")
                .forEach(image -> ids.add(image.path("image_id").asText()));
        return ids;
    }
}
