package io.vitrine.imageapi.importing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.system.Fetching;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image says of its key and of its signature is the same after an import, by whatever method. */
@QuarkusTest
@WithTestResource(Fetching.class)
class TravellingPropertiesIT {
    private static final Map<String, String> PROPERTIES = Map.of(
            "cinder_encryption_key_id", "5f0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e",
            "cinder_encryption_key_deletion_policy", "on_image_deletion",
            "os_encrypt_key_id", "6a0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e",
            "os_encrypt_key_deletion_policy", "on_image_deletion",
            "img_signature", "c2lnbmVk",
            "img_signature_hash_method", "SHA-256",
            "img_signature_key_type", "RSA-PSS",
            "img_signature_certificate_uuid", "7b0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e");

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Imports imports;

    @Inject
    Descriptions descriptions;

    @Inject
    JobFinish finish;

    @ParameterizedTest
    @ValueSource(strings = {"glance-direct", "web-download", "glance-download", "copy-image"})
    void theyTravelUnharmed(String method) {
        imports.nothingWaits();
        UUID image = world.queuedImage("demo", PROPERTIES);
        prepare(image, method);
        given().header("X-Auth-Token", method.equals("copy-image") ? TestTokens.admin() : TestTokens.member("demo"))
                .contentType("application/json")
                .body(request(method))
                .post("/v2/images/" + image + "/import")
                .then()
                .statusCode(202);

        ImportJob job = imports.claim();
        if (method.equals("glance-download")) {
            // The other image has a key and a signature of its own: those stay there.
            Map<String, String> theirs = new HashMap<>();
            PROPERTIES.keySet().forEach(name -> theirs.put(name, "theirs"));
            descriptions.describe(job.taskId(), new DescribeImage(job.generation(), "raw", "bare", theirs));
        }
        assertThat(writes.commit(imports.open(job, "cheap"))).isTrue();
        finish.finish(job.taskId(), new FinishJob(Imports.WORKER, job.generation(), null));

        assertThat(world.status(image)).isEqualTo("active");
        Map<String, Object> shown = given().header("X-Auth-Token", TestTokens.member("demo"))
                .get("/v2/images/" + image)
                .jsonPath()
                .getMap("");
        assertThat(shown).containsAllEntriesOf(PROPERTIES);
    }

    private void prepare(UUID image, String method) {
        if (method.equals("copy-image")) {
            writes.active(image);
        } else if (method.equals("glance-direct")) {
            world.change("update images set status = 'uploading', size = 5 where id = ?", image);
            world.change("""
                    insert into image_locations (image_id, store, object_name, generation, status, url, created_at, updated_at)
                    values (?, 'os_glance_staging_store', ?, 0, 'staged', 'file:///staged', now(), now())
                    """, image, image + ".0");
        }
    }

    private static String request(String method) {
        String more = switch (method) {
            case "web-download" -> ", \"uri\": \"http://images.example.org/a\"";
            case "glance-download" ->
                ", \"glance_region\": \"east\", \"glance_image_id\": \"5f0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e\"";
            default -> "";
        };
        return "{\"method\": {\"name\": \"%s\"%s}, \"stores\": [\"cheap\"]}".formatted(method, more);
    }
}
