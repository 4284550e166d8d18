package io.vitrine.imageapi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.cli.status.Check;
import io.vitrine.imageapi.cli.status.Check.Level;
import io.vitrine.imageapi.cli.status.SystemChecks;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code image-admin quota}, {@code stores}, {@code outbox}, {@code dlq}, {@code token} and {@code status}, on the beans of the service. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class OperatorCommandsIT {
    private static final String LETTERS = Topics.IMPORT_COMMANDS + Topics.DEAD_LETTER_SUFFIX;

    @Inject
    World world;

    @Inject
    SystemChecks checks;

    @TempDir
    Path dir;

    private final String project = "ops-" + UUID.randomUUID();
    private final StringWriter out = new StringWriter();

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter printer = new PrintWriter(out);
        return new CommandLine(command)
                .setOut(printer)
                .setErr(printer)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(ImageAdmin.sentence(failure));
                    return 1;
                })
                .execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void limitsOfAProjectAreSetShownAndGivenBack() throws IOException {
        world.queuedImage(project);

        assertThat(run(new QuotaCommand(), "set", project, "image_size_total=-1", "image-count-total=7"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("image_size_total +unlimited +0 +this project")
                .containsPattern("image_count_total +7 +1 +this project")
                .containsPattern("image_stage_total +0 +0 +all \\(default\\)")
                .contains("images.quota.mode");

        assertThat(run(new QuotaCommand(), "set", project, "image_count_total=default", "--json"))
                .isZero();
        JsonNode count = json().path("limits").get(2);
        assertThat(count.path("name").asText()).isEqualTo("image_count_total");
        assertThat(count.path("own").asBoolean()).isFalse();
        assertThat(world.number("select count(*) from quota_limits where project = ?", project))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image_count=3", "image_count_total", "image_count_total=many", "image_count_total="})
    void aLimitThatIsNoneIsAWrongCommandLineAndNothingIsSet(String setting) {
        assertThat(run(new QuotaCommand(), "set", project, "image_size_total=1", setting))
                .isEqualTo(2);
        assertThat(world.number("select count(*) from quota_limits where project = ?", project))
                .isZero();
    }

    @Test
    void storesTellWhatTheyHold() throws IOException {
        world.stores();
        UUID image = world.queuedImage(project);
        String store = "attic-" + image;
        world.change("update images set status = 'active', size = 2048 where id = ?", image);
        for (String status : List.of("active", "pending_delete")) {
            world.change("""
                    insert into image_locations (image_id, store, object_name, generation, status, created_at, updated_at)
                    values (?, ?, ?, 1, ?, now(), now())
                    """, image, store, image + status, status);
        }
        try {
            assertThat(run(new StoresCommand(), "usage")).isZero();
            assertThat(out.toString())
                    .containsPattern(store + " +- +not configured +1 +2\\.0 KiB +- +0 +1 +0")
                    .containsPattern("fast \\(default\\) +file +usable");
            assertThat(run(new StoresCommand(), "usage", "--json")).isZero();
            assertThat(json().path("stores").findValuesAsText("id")).contains("fast", "cheap", store);
            assertThat(check("Stores").result()).isEqualTo(Level.FAILURE);
            assertThat(check("Stores").details()).contains(store + " holds images and is not configured");
        } finally {
            world.change("delete from image_locations where image_id = ?", image);
        }
    }

    @Test
    void theOutboxTellsWhatWaitsAndWhatIsRefused() throws IOException {
        world.change("""
                insert into outbox (id, topic, key, type, headers, payload, created_at, refused) values
                    (gen_random_uuid(), 'images.events.v1', ?, 'image.update.v1', '{}', '{}', now(), 'too large')
                """, project);
        try {
            await().untilAsserted(() -> {
                assertThat(run(new OutboxCommand(), "status", "--json")).isZero();
                assertThat(json().path("relay").asBoolean()).isTrue();
            });
            assertThat(json().path("refused").findValuesAsText("key")).contains(project);
            assertThat(json().path("max_backlog").asLong()).isPositive();
            assertThat(run(new OutboxCommand(), "status")).isZero();
            assertThat(out.toString()).contains("A process sends them", project, "too large");
            assertThat(check("Messages").result()).isEqualTo(Level.WARNING);
        } finally {
            world.change("delete from outbox where key = ?", project);
        }
    }

    @Test
    void aDeadLetterIsListedShownAndSentAgainOnce() throws Exception {
        String key = bury("{\"image_id\": \"" + project + "\"}");
        assertThat(run(new DlqCommand(), "list", "--topic", LETTERS, "--json")).isZero();
        String id = idOf(key);

        assertThat(run(new DlqCommand(), "show", id)).isZero();
        assertThat(out.toString())
                .contains("type: import.run.v1", "dead-letter-reason: cannot be read", project, Topics.IMPORT_COMMANDS);
        assertThat(run(new DlqCommand(), "replay", id)).as("without --yes").isEqualTo(1);
        assertThat(run(new DlqCommand(), "replay", id, "--dry-run")).isZero();
        assertThat(run(new DlqCommand(), "replay", id, "--yes")).isZero();

        try (var topic = new Bystander(Topics.IMPORT_COMMANDS)) {
            var again = topic.await(key, records -> !records.isEmpty());
            assertThat(again).hasSize(1);
            assertThat(new String(again.getFirst().value(), UTF_8)).contains(project);
            assertThat(Bystander.header(again.getFirst(), "ce_type")).isEqualTo("import.run.v1");
            assertThat(again.getFirst().headers().lastHeader("dead-letter-reason"))
                    .isNull();
        }
        assertThat(run(new DlqCommand(), "replay", id, "--yes")).as("once").isEqualTo(1);
        assertThat(world.text(
                        "select action || ' ' || actor from dead_letters where topic || ':' || partition || ':' || record_offset = ?",
                        id))
                .isEqualTo("replayed " + System.getProperty("user.name"));
    }

    @Test
    void aDiscardedLetterIsListedAndCountedNoMore() throws Exception {
        String key = bury("\u001b[31m");
        String id = idOf(key);
        assertThat(check("Dead letters").result()).isEqualTo(Level.WARNING);
        assertThat(run(new DlqCommand(), "show", id)).isZero();
        assertThat(out.toString()).as("nothing that a terminal obeys").doesNotContain("\u001b");

        assertThat(run(new DlqCommand(), "discard", id, "--yes", "--json")).isZero();

        assertThat(json().path("done").asInt()).isEqualTo(1);
        assertThat(run(new DlqCommand(), "list", "--json")).isZero();
        assertThat(json().path("records").findValuesAsText("id")).doesNotContain(id);
        assertThat(run(new DlqCommand(), "show", id)).isEqualTo(1);
    }

    @Test
    void whichLettersMustBeSaid() {
        assertThat(run(new DlqCommand(), "discard", "--yes")).isEqualTo(2);
        assertThat(run(new DlqCommand(), "discard", "x:0:1", "--all", "--yes")).isEqualTo(2);
        assertThat(run(new DlqCommand(), "list", "--topic", "nonsense")).isEqualTo(2);
        assertThat(run(new DlqCommand(), "show", "nonsense")).isEqualTo(1);
    }

    @Test
    void aGoodTokenIsExplained() throws IOException {
        String token = TestTokens.of(project, "admin");

        assertThat(inspect(token)).isZero();
        assertThat(out.toString())
                .contains("accepted", "user-of-" + project, project, "admin", "expires (exp)", "image-service")
                .doesNotContain(token, token.split("\\.")[2]);
        assertThat(inspect(token, "--json")).isZero();
        assertThat(json().path("caller")
                        .path("project_id")
                        .asText(json().path("caller").path("projectId").asText()))
                .isEqualTo(project);
    }

    @ParameterizedTest
    @CsvSource({
        "expired, it expired 1h",
        "audience, it is not for the audience image-service",
        "old, it was issued",
        "refresh, it is no access token",
        "subject, the claim",
        "early, it is not valid before",
        "forged, its signature"
    })
    void aBadTokenIsRefusedWithItsReason(String fault, String reason) throws IOException {
        Instant now = Instant.now();
        JwtClaimsBuilder claims = TestTokens.claims(project, "member");
        switch (fault) {
            case "expired" -> claims.issuedAt(now.minusSeconds(7200)).expiresAt(now.minusSeconds(3600));
            case "audience" -> claims.audience("another");
            case "old" -> claims.issuedAt(now.minusSeconds(90_000));
            case "refresh" -> claims.claim("typ", "Refresh");
            case "subject" -> claims.subject(" ");
            case "early" -> claims.claim("nbf", now.plusSeconds(3600).getEpochSecond());
            default -> {}
        }
        String token = TestTokens.signed(claims);
        if (fault.equals("forged")) {
            String[] parts = token.split("\\.");
            token = parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20) + "AAAA" + parts[2].substring(24);
        }

        assertThat(inspect(token)).isEqualTo(1);

        assertThat(out.toString()).contains("refused", "because " + reason).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "e30", "e30.e30", "a.b.c"})
    void whatIsNoTokenAtAllIsSaidToBeNone(String token) throws IOException {
        assertThat(inspect(token)).isEqualTo(1);
        assertThat(out.toString()).contains("refused", "because ");
    }

    @Test
    void theSystemIsJudgedLineByLine() {
        world.stores();
        List<Check> all = checks.all();

        assertThat(all)
                .extracting(Check::name)
                .containsExactly(
                        "Database",
                        "Releases",
                        "Stores",
                        "Staging space",
                        "Messages",
                        "Dead letters",
                        "Images on their way",
                        "Kafka topics");
        assertThat(check("Database").details()).contains("operators");
        assertThat(check("Kafka topics").result()).isEqualTo(Level.SUCCESS);
    }

    @Test
    void stuckImagesAndAFullStagingPlaceAreWarnedAbout() {
        UUID image = world.queuedImage(project);
        world.stores();
        world.change("update images set status = 'saving' where id = ?", image);
        world.change("update gateways set staging_free = 1000");
        try {
            assertThat(check("Images on their way").result()).isEqualTo(Level.WARNING);
            assertThat(check("Images on their way").details()).contains("saving", "tasks reap");
            assertThat(check("Staging space").details()).contains("only 1000 B");
        } finally {
            world.change("update images set status = 'queued' where id = ?", image);
        }
    }

    @Test
    void aServingProcessSaysSo() {
        await().untilAsserted(() -> assertThat(
                        world.number("select count(*) from instances where seen_at > now() - interval '30 seconds'"))
                .isPositive());
    }

    private Check check(String name) {
        return checks.all().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int inspect(String token, String... more) throws IOException {
        Path file = Files.writeString(dir.resolve("token"), token);
        String[] arguments = new String[more.length + 3];
        System.arraycopy(new String[] {"inspect", "--file", file.toString()}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(new TokenCommand(), arguments);
    }

    /** As a consumer's framework leaves a record that it cannot read. @return its key */
    private static String bury(String payload) throws Exception {
        String key = UUID.randomUUID().toString();
        String kafka = TestComponents.ensure(Component.KAFKA).kafka();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) kafka), new StringSerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(LETTERS, key, payload.getBytes(UTF_8));
            record.headers()
                    .add("ce_type", "import.run.v1".getBytes(UTF_8))
                    .add("dead-letter-reason", "cannot be read".getBytes(UTF_8));
            producer.send(record).get();
        }
        return key;
    }

    private String idOf(String key) throws IOException {
        assertThat(run(new DlqCommand(), "list", "--json")).isZero();
        for (JsonNode record : json().path("records")) {
            if (record.path("key").asText().equals(key)) {
                return record.path("id").asText();
            }
        }
        throw new AssertionError("no letter with the key " + key);
    }
}
