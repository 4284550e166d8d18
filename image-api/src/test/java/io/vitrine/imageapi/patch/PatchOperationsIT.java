package io.vitrine.imageapi.patch;

import static io.vitrine.imageapi.patch.Patches.OWNER;
import static io.vitrine.imageapi.patch.Patches.V2_0;
import static io.vitrine.imageapi.patch.Patches.V2_1;
import static io.vitrine.imageapi.patch.Patches.newer;
import static io.vitrine.imageapi.patch.Patches.older;
import static io.vitrine.imageapi.patch.Patches.patch;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PATCH /v2/images/{id}}: each row of spec images, section 6, in both media types. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class PatchOperationsIT {
    @Inject
    World world;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // Base attributes: replace in both, add in the newer form only, never removed.
                "replace | /name | \"new\" | 200 | 200 | name",
                "replace | /name | null | 200 | 200 | name",
                "replace | /visibility | \"private\" | 200 | 200 | visibility",
                "replace | /visibility | \"community\" | 200 | 200 | visibility",
                "replace | /protected | true | 200 | 200 | protected",
                "replace | /os_hidden | true | 200 | 200 | os_hidden",
                "replace | /tags | [\"a\",\"b\",\"a\"] | 200 | 200 | tags",
                "replace | /min_ram | 512 | 200 | 200 | min_ram",
                "replace | /min_disk | 2147483647 | 200 | 200 | min_disk",
                "replace | /disk_format | \"qcow2\" | 200 | 200 | disk_format",
                "replace | /container_format | null | 200 | 200 | container_format",
                "add     | /name | \"new\" | 200 | 409 | 'name'",
                "add     | /tags | [] | 200 | 409 | 'tags'",
                "remove  | /name | - | 403 | 403 | 'name'",
                "remove  | /owner | - | 403 | 403 | 'owner'",
                "remove  | /tags | - | 403 | 403 | 'tags'",
                // Values are judged like those of a new image.
                "replace | /name | 1 | 400 | 400 | 'name'",
                "replace | /visibility | \"secret\" | 400 | 400 | 'visibility'",
                "replace | /visibility | null | 400 | 400 | 'visibility'",
                "replace | /protected | \"true\" | 400 | 400 | 'protected'",
                "replace | /tags | \"a\" | 400 | 400 | 'tags'",
                "replace | /tags | [1] | 400 | 400 | 'tags'",
                "replace | /min_ram | -1 | 400 | 400 | 'min_ram'",
                "replace | /min_disk | 2147483648 | 400 | 400 | 'min_disk'",
                "replace | /disk_format | \"floppy\" | 400 | 400 | 'disk_format'",
                // What only administrators may.
                "replace | /owner | \"other\" | 403 | 403 | 'owner'",
                "add     | /owner | \"other\" | 403 | 409 | 'owner'",
                "replace | /visibility | \"public\" | 403 | 403 | publicize_image",
                // Custom properties.
                "add     | /colour | \"red\" | 200 | 200 | colour",
                "add     | /kept | \"new\" | 200 | 409 | kept",
                "replace | /kept | \"new\" | 200 | 200 | kept",
                "remove  | /kept | - | 200 | 200 | kept",
                "replace | /colour | \"red\" | 409 | 409 | 'colour'",
                "remove  | /colour | - | 409 | 409 | 'colour'",
                "add     | /a~1b~0c | \"x\" | 200 | 200 | a/b~c",
                "add     | / spaced | \"x\" | 200 | 200 | spaced",
                "add     | /context | \"x\" | 200 | 200 | context",
                "add     | /colour | 1 | 400 | 400 | 'colour'",
                "add     | /colour | null | 400 | 400 | 'colour'",
                "add     | /colour | [\"a\"] | 400 | 400 | 'colour'",
                "add     | /kernel_id | null | 200 | 200 | name",
                "add     | /kernel_id | \"no uuid\" | 400 | 400 | 'kernel_id'",
                "add     | /cinder_encryption_key_deletion_policy | \"maybe\" | 400 | 400 | deletion_policy",
                // Pointers.
                "replace | name | \"new\" | 400 | 400 | 'name'",
                "replace | //name | \"new\" | 400 | 400 | '//name'",
                "replace | /name/ | \"new\" | 400 | 400 | '/name/'",
                "replace | / | \"new\" | 400 | 400 | '/'",
                "replace | /na~2me | \"new\" | 400 | 400 | '/na~2me'",
                "replace | /name~ | \"new\" | 400 | 400 | '/name~'",
                "add     | /tags/- | \"a\" | 400 | 400 | 'tags'",
                "add     | /kept/0 | \"a\" | 400 | 400 | 'kept'",
                // Read-only, reserved.
                "replace | /id | \"x\" | 403 | 403 | 'id'",
                "replace | /status | \"active\" | 403 | 403 | 'status'",
                "add     | /checksum | \"x\" | 403 | 403 | 'checksum'",
                "remove  | /size | - | 403 | 403 | 'size'",
                "add     | /virtual_size | 1 | 403 | 403 | 'virtual_size'",
                "replace | /created_at | \"x\" | 403 | 403 | 'created_at'",
                "replace | /updated_at | \"x\" | 403 | 403 | 'updated_at'",
                "add     | /direct_url | \"x\" | 403 | 403 | 'direct_url'",
                "add     | /self | \"x\" | 403 | 403 | 'self'",
                "add     | /file | \"x\" | 403 | 403 | 'file'",
                "add     | /schema | \"x\" | 403 | 403 | 'schema'",
                "add     | /stores | \"x\" | 403 | 403 | 'stores'",
                "replace | /stores | \"x\" | 403 | 403 | 'stores'",
                "remove  | /stores | - | 403 | 403 | 'stores'",
                "add     | /os_hash_algo | \"x\" | 403 | 403 | 'os_hash_algo'",
                "add     | /os_hash_value | \"x\" | 403 | 403 | 'os_hash_value'",
                "add     | /location | \"x\" | 403 | 403 | 'location'",
                "add     | /deleted | \"x\" | 403 | 403 | 'deleted'",
                "add     | /deleted_at | \"x\" | 403 | 403 | 'deleted_at'",
                "add     | /os_glance_x | \"x\" | 403 | 403 | 'os_glance_x'",
                "remove  | /os_glance_import_task | - | 403 | 403 | 'os_glance_import_task'",
                "add     | /locations/- | {} | 403 | 403 | locations",
                "replace | /locations | [] | 403 | 403 | locations",
                "remove  | /locations/0 | - | 403 | 403 | locations",
            })
    void operations(String verb, String path, String value, int newer, int older, String word) {
        ValidatableResponse byNewer = patch(image(), V2_1, "[%s]".formatted(newer(verb, path, value)), newer);
        ValidatableResponse byOlder = patch(image(), V2_0, "[%s]".formatted(older(verb, path, value)), older);

        if (newer != 200) {
            byNewer.body("error.message", containsString(word));
        }
        if (older != 200) {
            byOlder.body("error.message", containsString(word));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "2.1 | {}",
                "2.1 | \"x\"",
                "2.1 | [1]",
                "2.1 | [{}]",
                "2.1 | [{\"op\": \"move\", \"path\": \"/a\", \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"path\": 1, \"value\": \"b\"}]",
                "2.1 | [{\"op\": \"add\", \"path\": \"/a\"}]",
                "2.1 | [{\"op\": \"replace\", \"path\": \"/a\"}]",
                "2.1 | [{\"replace\": \"/name\", \"value\": \"b\"}]",
                "2.0 | [{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"b\"}]",
                "2.0 | [{\"add\": \"/a\", \"replace\": \"/a\", \"value\": \"b\"}]",
                "2.0 | [{\"add\": \"/a\"}]",
                "2.0 | [{\"add\": 1, \"value\": \"b\"}]",
                "2.1 | [",
                "2.1 | ",
            })
    void malformedBodies(String form, String body) {
        // Also of an image that is not there: syntax is judged first.
        patch(UUID.randomUUID(), form.equals("2.0") ? V2_0 : V2_1, body == null ? "" : body, 400);
    }

    private UUID image() {
        return world.queuedImage(OWNER, Map.of("kept", "old"));
    }
}
