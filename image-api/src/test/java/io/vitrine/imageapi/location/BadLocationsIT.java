package io.vitrine.imageapi.location;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.Topics;
import io.vitrine.contracts.event.BadCopyData;
import io.vitrine.contracts.internal.BadLocation;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.outbox.EventSchemas;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a copy that does not hold what was written. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class BadLocationsIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    MeterRegistry meters;

    @Inject
    ObjectMapper json;

    private UUID image;
    private long location;

    @BeforeEach
    void activeImage() {
        world.stores();
        image = world.queuedImage("demo");
        writes.active(image);
        location = world.number("select id from image_locations where image_id = ?", image);
    }

    @Test
    void theFirstReportCounts() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);
        String since = since();
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "checksum")
                .statusCode(204);

        assertThat(since).isNotEqualTo("null").isEqualTo(since());
        assertThat(world.text("select bad_reason from image_locations where id = ?", location))
                .isEqualTo("crc32c");
    }

    @Test
    void everybodyHearsOfItOnce() throws Exception {
        double found = meters.counter("image_copies_found_bad", "store", "fast").count();
        double standing = meters.get("image_copies_bad").gauge().value();
        world.change(
                "insert into image_locations (image_id, store, url, generation, status, created_at, updated_at) "
                        + "values (?, 'cheap', 's3+https://s3/images/x', 99, 'active', now(), now())",
                image);
        long other = world.number("select id from image_locations where image_id = ? and store = 'cheap'", image);

        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "size")
                .statusCode(204);

        assertThat(meters.counter("image_copies_found_bad", "store", "fast").count())
                .isEqualTo(found + 1);
        assertThat(meters.get("image_copies_bad").gauge().value()).isEqualTo(standing + 1);
        // What comes after it shows that it came once.
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, other, "missing")
                .statusCode(204);
        try (var events = new Bystander(Topics.EVENTS)) {
            List<ConsumerRecord<String, byte[]>> heard = events.await(image, records -> records.size() >= 5);
            assertThat(heard)
                    .extracting(event -> Bystander.header(event, CloudEventHeaders.TYPE))
                    .endsWith(
                            MessageType.IMAGE_ACTIVATE, MessageType.IMAGE_LOCATION_BAD, MessageType.IMAGE_LOCATION_BAD)
                    .hasSize(5);
            assertThat(heard.subList(3, 5))
                    .allSatisfy(event -> assertThat(Bystander.header(event, CloudEventHeaders.PRIORITY))
                            .isEqualTo("error"));
            assertThat(payload(heard.get(3))).isEqualTo(new BadCopyData(image, "demo", "fast", "crc32c", 1));
            assertThat(payload(heard.get(4))).isEqualTo(new BadCopyData(image, "demo", "cheap", "missing", 0));
        }
    }

    private BadCopyData payload(ConsumerRecord<String, byte[]> event) throws IOException {
        assertThat(EventSchemas.violations(MessageType.IMAGE_LOCATION_BAD, event.value()))
                .isEmpty();
        return json.readValue(event.value(), BadCopyData.class);
    }

    @Test
    void nobodyIsSentThereAnyMore() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);

        given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + image + "/locations")
                .then()
                .statusCode(200)
                .body("", hasSize(0));
    }

    @Test
    void aLocationOnItsWayOutIsLeftAlone() {
        world.change("update image_locations set status = 'pending_delete' where id = ?", location);

        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, location, "crc32c")
                .statusCode(204);

        assertThat(since()).isEqualTo("null");
    }

    @Test
    void aLocationOfAnotherImageIsNone() {
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), world.queuedImage("demo"), location, "crc32c")
                .statusCode(404);
        report(TestTokens.service(ServiceRole.STORE_GATEWAY), image, Long.MAX_VALUE, "crc32c")
                .statusCode(404);
        assertThat(since()).isEqualTo("null");
    }

    @Test
    void onlyTheGatewayMayReport() {
        report(TestTokens.service(ServiceRole.IMPORT_WORKER), image, location, "crc32c")
                .statusCode(403);
        report(TestTokens.admin(), image, location, "crc32c").statusCode(403);
    }

    private String since() {
        return world.text("select bad_since from image_locations where id = ?", location);
    }

    private static ValidatableResponse report(String token, UUID image, long location, String reason) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(new BadLocation(reason))
                .post("/internal/v1/images/" + image + "/locations/" + location + "/bad")
                .then();
    }
}
