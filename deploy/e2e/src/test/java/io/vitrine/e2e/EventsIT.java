package io.vitrine.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.GoldenSamples;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.Topics;
import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.client.RandomBytes;
import io.vitrine.e2e.event.Event;
import io.vitrine.e2e.event.EventLog;
import io.vitrine.e2e.system.OnVitrine;
import io.vitrine.e2e.system.Vitrine;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The life of images as integrators read it. */
@OnVitrine
class EventsIT {
    private static final byte[] BYTES = RandomBytes.of(100_000, 29);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Vitrine vitrine;
    private final ImageClient demo;

    EventsIT(Vitrine vitrine) {
        this.vitrine = vitrine;
        this.demo = vitrine.as("demo");
    }

    @Test
    void anUploadedImageTellsItsLifeInOrder() {
        // Given
        String id = demo.createRaw("told");

        // When
        demo.upload(id, BYTES).expect(204);
        demo.delete(id).expect(204);

        // Then
        List<Event> events = until(id, MessageType.IMAGE_PURGED);
        assertThat(EventLog.types(events))
                .containsExactly(
                        MessageType.IMAGE_CREATE,
                        MessageType.IMAGE_PREPARE,
                        MessageType.IMAGE_UPLOAD,
                        MessageType.IMAGE_ACTIVATE,
                        MessageType.IMAGE_DELETE,
                        MessageType.IMAGE_PURGED);
        assertThat(events).extracting(Event::sequence).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(events).extracting(Event::sequence).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.json().path("version").asLong())
                .isSorted();
        assertThat(events)
                .extracting(Event::partition)
                .containsOnly(events.getFirst().partition());
        events.forEach(this::isACloudEvent);
        Event deleted = events.get(4);
        assertThat(deleted.json().path("deleted").asBoolean()).isTrue();
        assertThat(deleted.json().path("previous_status").asText()).isEqualTo("active");
        nothingSecretIn(id, List.of(demo.token()));
    }

    @Test
    void anImportedImageTellsItsImportToo() {
        // Given
        String id = demo.createRaw("import told");
        String secret = "sesame-" + UUID.randomUUID();
        String url = vitrine.web().serve("/told.raw", BYTES) + "?signature=" + secret;

        // When
        demo.webDownload(id, url).expect(202);

        // Then
        List<Event> events = until(id, MessageType.IMAGE_IMPORT_SUCCEEDED);
        assertThat(EventLog.types(events))
                .containsSubsequence(
                        MessageType.IMAGE_CREATE,
                        MessageType.IMAGE_IMPORT_REQUESTED,
                        MessageType.IMAGE_IMPORT_STARTED,
                        MessageType.IMAGE_IMPORT_SUCCEEDED)
                .contains(MessageType.IMAGE_ACTIVATE);
        events.forEach(this::isACloudEvent);
        nothingSecretIn(id, List.of(demo.token(), secret));
        demo.delete(id).expect(204);
    }

    @Test
    void aFailedImportSaysSo() {
        String id = demo.createRaw("failure told");

        demo.webDownload(id, vitrine.web().url("/not-there-to-tell")).expect(202);

        Event failed = until(id, MessageType.IMAGE_IMPORT_FAILED).getLast();
        isACloudEvent(failed);
        assertThat(failed.headers()).containsEntry(CloudEventHeaders.PRIORITY, "error");
        assertThat(failed.json().path("failure").path("message").asText()).isNotBlank();
        demo.delete(id).expect(204);
    }

    @Test
    void aDeletedKeyIsToldWithoutNamingIt() {
        // Given
        String key = UUID.randomUUID().toString();
        String id =
                demo.create("""
                        {"disk_format": "raw", "container_format": "bare", "cinder_encryption_key_id": "%s",
                         "cinder_encryption_key_deletion_policy": "on_image_deletion"}""".formatted(key)).expect(201).json().path("id").asText();
        demo.upload(id, BYTES).expect(204);

        // When
        demo.delete(id).expect(204);

        // Then
        List<Event> events = until(id, MessageType.IMAGE_KEY_DELETED);
        assertThat(EventLog.types(events))
                .containsSubsequence(MessageType.IMAGE_DELETE, MessageType.IMAGE_PURGED, MessageType.IMAGE_KEY_DELETED);
        events.forEach(this::isACloudEvent);
    }

    @Test
    void eachEventNamesItsSchema() {
        String id = demo.createRaw("with a schema");

        for (Event event : until(id, MessageType.IMAGE_CREATE)) {
            assertThat(event.headers())
                    .containsEntry(
                            CloudEventHeaders.DATA_SCHEMA,
                            vitrine.system().url() + "/schemas/events/" + event.type() + ".json");
        }
        demo.delete(id).expect(204);
    }

    @Test
    void nobodyMeetsARecordThatCannotBeRead() {
        assertThat(vitrine.events().deadLetters()).isEmpty();
    }

    private List<Event> until(String id, String type) {
        await(type + " of " + id)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() ->
                        assertThat(EventLog.types(vitrine.events().of(id))).contains(type));
        return vitrine.events().of(id);
    }

    private void isACloudEvent(Event event) {
        assertThat(event.headers())
                .as("%s", event)
                .containsEntry(CloudEventHeaders.SPEC_VERSION, "1.0")
                .containsEntry(CloudEventHeaders.SUBJECT, event.key())
                .containsEntry(CloudEventHeaders.CONTENT_TYPE, "application/json")
                .containsKeys(CloudEventHeaders.SOURCE, CloudEventHeaders.PRIORITY);
        assertThat(UUID.fromString(event.id()).version()).as("%s", event).isEqualTo(7);
        assertThat(event.headers().get(CloudEventHeaders.SOURCE)).startsWith("/image-service/");
        assertThat(event.headers().get(CloudEventHeaders.SEQUENCE))
                .as("%s", event)
                .matches("\\d{19}");
        assertThat(Instant.parse(event.headers().get(CloudEventHeaders.TIME)))
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(1));
        assertThat(event.json().path("id").asText(event.json().path("image_id").asText()))
                .isEqualTo(event.key());
        assertThat(SCHEMAS.getSchema(GoldenSamples.schema(event.type())).validate(event.data(), InputFormat.JSON))
                .as("%s", event)
                .isEmpty();
    }

    private void nothingSecretIn(String id, List<String> secrets) {
        for (Event event : vitrine.events().everythingOf(id)) {
            String all = event.headers() + event.data();
            assertThat(all).doesNotContain(secrets);
            assertThat(all).doesNotContainIgnoringCase("bearer ");
            if (event.topic().equals(Topics.EVENTS)) {
                assertThat(all)
                        .doesNotContain(vitrine.system().storesDir().toString())
                        .doesNotContain("file://", "s3://", "direct_url", "\"locations\"");
            }
        }
    }
}
