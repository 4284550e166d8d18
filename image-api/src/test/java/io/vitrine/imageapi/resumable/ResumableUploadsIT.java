package io.vitrine.imageapi.resumable;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.OpenPart;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of spec images, section 23, as callers and the front door meet it. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class ResumableUploadsIT {
    private static final String OFFSET_STREAM = "application/offset+octet-stream";

    @Inject
    World world;

    @Inject
    ResumableEnd sweep;

    private UUID image;

    @BeforeEach
    void queuedImage() {
        world.stores();
        image = world.queuedImage("demo");
    }

    @Test
    void whatTheServerCanDoIsToldWithoutAVersion() {
        user().options("/v2/images/" + image + "/uploads")
                .then()
                .statusCode(204)
                .header("Tus-Resumable", "1.0.0")
                .header("Tus-Version", "1.0.0")
                .header("Tus-Extension", "creation,checksum,expiration,termination")
                .header("Tus-Max-Size", equalTo("" + (1L << 40)))
                .header("Tus-Checksum-Algorithm", "sha1,sha256,sha512");
    }

    @Test
    void anAnnouncedUploadReservesItsLengthAndWaits() {
        String upload = begin(10);

        assertThat(world.status(image)).isEqualTo("uploading");
        assertThat(world.number("select size from images where id = ?", image)).isEqualTo(10);
        look(upload)
                .statusCode(200)
                .header("Upload-Offset", "0")
                .header("Upload-Length", "10")
                .header("Upload-Expires", notNullValue())
                .header("Cache-Control", containsString("no-store"));
        begin(10, "fast").statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"-, 400", "x, 400", "-1, 400", "0, 400", "2000000000000, 413"},
            nullValues = "-")
    void lengthsAreJudged(String length, int status) {
        RequestSpecification call = user().header("Tus-Resumable", "1.0.0");
        (length == null ? call : call.header("Upload-Length", length))
                .post("/v2/images/" + image + "/uploads")
                .then()
                .statusCode(status);
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void aStoreThatIsNotThereIsNamed() {
        begin(10, "nowhere").statusCode(400).body("error.message", containsString("nowhere"));
        assertThat(world.status(image)).isEqualTo("queued");
    }

    @Test
    void formatsMustBeSet() {
        world.change("update images set disk_format = null where id = ?", image);
        begin(10, "fast").statusCode(400).body("error.message", containsString("disk_format"));
    }

    @Test
    void everyCallNamesTheVersion() {
        String upload = begin(10);
        user().header("Upload-Length", 10)
                .post("/v2/images/" + image + "/uploads")
                .then()
                .statusCode(412);
        user().head(upload).then().statusCode(412);
        user().delete(upload).then().statusCode(412);
        part(upload, new OpenPart("g", "0.2", OFFSET_STREAM, "0", null, 5L)).statusCode(412);
    }

    @Test
    void strangersAndReadersMayNot() {
        String upload = begin(10);
        for (String path : new String[] {
            upload,
            "/v2/images/" + image + "/uploads/" + UUID.randomUUID(),
            "/v2/images/" + UUID.randomUUID() + upload.substring(upload.indexOf("/uploads"))
        }) {
            as(TestTokens.member("other")).head(path).then().statusCode(404);
        }
        as(TestTokens.reader("demo")).head(upload).then().statusCode(403);
        as(TestTokens.reader("demo")).delete(upload).then().statusCode(403);
        user().header("Tus-Resumable", "1.0.0")
                .head("/v2/images/" + image + "/uploads/nothing")
                .then()
                .statusCode(404);
        UUID another = world.queuedImage("demo");
        user().header("Tus-Resumable", "1.0.0")
                .head("/v2/images/" + another + upload.substring(upload.indexOf("/uploads")))
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "application/octet-stream, 0, -, 5, 415",
                "application/offset+octet-stream, -, -, 5, 400",
                "application/offset+octet-stream, x, -, 5, 400",
                "application/offset+octet-stream, 0, sha1, 5, 400",
                "application/offset+octet-stream, 0, crc32 AAAA, 5, 400",
                "application/offset+octet-stream, 0, sha1 %%%, 5, 400",
                "application/offset+octet-stream, 0, -, 0, 400",
                "application/offset+octet-stream, 1, -, 5, 409",
                "application/offset+octet-stream, 0, -, 11, 413"
            },
            nullValues = "-")
    void headersOfAPartAreJudged(String type, String offset, String checksum, long length, int status) {
        String upload = begin(10);
        part(upload, new OpenPart("g", "1.0.0", type, offset, checksum, length)).statusCode(status);
        assertThat(world.locations(image)).isEmpty();
    }

    @Test
    void partsAddUpAndTheLastOneStartsTheImport() {
        String upload = begin(10);

        commit(open(upload, 0), 4);
        look(upload).header("Upload-Offset", "4");
        assertThat(world.locations(image)).containsExactly("part");
        assertThat(world.number("select count(*) from tasks where image_id = ?", image))
                .isZero();
        commit(open(upload, 4), 6);

        assertThat(world.locations(image)).containsExactly("staged", "staged");
        assertThat(world.text(
                        "select string_agg(part_bytes::text, ' ' order by id) from image_locations where image_id = ?",
                        image))
                .isEqualTo("4 6");
        assertThat(world.text(
                        "select status || ' ' || owner || ' ' || (input -> 'backend')::text from tasks where image_id = ?",
                        image))
                .isEqualTo("pending demo [\"cheap\"]");
        look(upload).statusCode(200).header("Upload-Offset", "10");
        part(upload, next(10)).statusCode(409);
        user().header("Tus-Resumable", "1.0.0").delete(upload).then().statusCode(409);
    }

    @Test
    void oneRequestAtATime() {
        String upload = begin(10);
        Grant grant = open(upload, 0);
        part(upload, next(0)).statusCode(423);
        gateway()
                .body(new ExtendUpload(grant.generation, 11))
                .post("/internal/v1/uploads/" + grant.upload + "/extend")
                .then()
                .statusCode(413);
        gateway()
                .body(new AbortUpload(grant.generation, "checksum_mismatch"))
                .post("/internal/v1/uploads/" + grant.upload + "/abort")
                .then()
                .statusCode(204);
        assertThat(world.status(image)).isEqualTo("uploading");
        assertThat(world.locations(image)).containsExactly("pending_delete");
        commit(open(upload, 0), 10);
    }

    @Test
    void aChecksumNamesTheDigestThatIsComputed() {
        String upload = begin(10);
        part(upload, new OpenPart("g", "1.0.0", OFFSET_STREAM, "0", "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", 5L))
                .statusCode(200)
                .body("write.hash_algorithm", equalTo("sha1"))
                .body("write.granted_bytes", equalTo(10))
                .body("expiry_seconds", equalTo(86_400));
    }

    @Test
    void whatIsIncompleteCannotBeImported() {
        commit(open(begin(10), 0), 4);
        user().contentType("application/json")
                .body("{\"method\": {\"name\": \"glance-direct\"}}")
                .post("/v2/images/" + image + "/import")
                .then()
                .statusCode(409);
    }

    @Test
    void givenUpOrExpiredItLeavesTheImageQueued() {
        String upload = begin(10);
        commit(open(upload, 0), 4);
        user().header("Tus-Resumable", "1.0.0").delete(upload).then().statusCode(204);
        isOver(upload);

        String late = begin(10);
        commit(open(late, 0), 4);
        world.change("update resumable_uploads set expires_at = now() - interval '1 second' where state = 'open'");
        look(late).statusCode(410);
        sweep.sweep();
        isOver(late);
        begin(10);
    }

    @Test
    void anUploadThatIsJustBeingSentDoesNotExpire() {
        String upload = begin(10);
        Grant grant = open(upload, 0);
        world.change("update resumable_uploads set expires_at = now() - interval '1 second' where image_id = ?", image);
        sweep.sweep();
        commit(grant, 4);
        look(upload).statusCode(200).header("Upload-Offset", "4");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeletedImageIsGone(boolean sending) {
        String upload = begin(10);
        commit(open(upload, 0), 4);
        if (sending) {
            open(upload, 4);
        }
        user().delete("/v2/images/" + image).then().statusCode(204);
        look(upload).statusCode(410);
        part(upload, next(4)).statusCode(410);
        assertThat(world.locations(image)).containsOnly("pending_delete");
    }

    private void isOver(String upload) {
        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.number("select count(*) from images where id = ? and size is null", image))
                .isEqualTo(1);
        assertThat(world.locations(image)).containsOnly("pending_delete");
        look(upload).statusCode(410);
    }

    private String begin(long length) {
        String location = begin(length, "cheap")
                .statusCode(201)
                .header("Location", matchesPattern("http://.*/v2/images/" + image + "/uploads/[0-9a-f-]{36}"))
                .header("Upload-Expires", notNullValue())
                .extract()
                .header("Location");
        return location.substring(location.indexOf("/v2/"));
    }

    private ValidatableResponse begin(long length, String store) {
        return user().header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", length)
                .header("X-Image-Meta-Store", store)
                .post("/v2/images/" + image + "/uploads")
                .then();
    }

    private ValidatableResponse look(String upload) {
        return user().header("Tus-Resumable", "1.0.0").head(upload).then();
    }

    private static OpenPart next(long offset) {
        return new OpenPart("g", "1.0.0", OFFSET_STREAM, "" + offset, null, null);
    }

    private record Grant(UUID upload, long generation) {}

    private Grant open(String upload, long offset) {
        var grant = part(upload, next(offset)).statusCode(200).extract().jsonPath();
        return new Grant(grant.getUUID("write.upload_id"), grant.getLong("write.generation"));
    }

    private ValidatableResponse part(String upload, OpenPart request) {
        return gateway()
                .header("X-Auth-Token", TestTokens.member("demo"))
                .body(request)
                .post(upload.replace("/v2/", "/internal/v1/").replace("/uploads/", "/resumables/") + "/parts")
                .then();
    }

    private void commit(Grant grant, long bytes) {
        gateway()
                .body(World.bytes(grant.generation, bytes))
                .post("/internal/v1/uploads/" + grant.upload + "/commit")
                .then()
                .statusCode(204);
    }

    private static RequestSpecification user() {
        return given().header("X-Auth-Token", TestTokens.member("demo"));
    }

    private static RequestSpecification as(String token) {
        return given().header("X-Auth-Token", token).header("Tus-Resumable", "1.0.0");
    }

    private static RequestSpecification gateway() {
        return given().contentType("application/json").auth().oauth2(TestTokens.service(ServiceRole.STORE_GATEWAY));
    }
}
