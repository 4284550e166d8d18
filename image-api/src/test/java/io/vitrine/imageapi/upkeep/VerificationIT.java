package io.vitrine.imageapi.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.gateway.StubGateway;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.upkeep.Verification.Summary;
import io.vitrine.imageapi.upkeep.Verification.Trouble;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the verdicts of gateways: on demand and in the background. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(VerificationIT.Scrubbing.class)
class VerificationIT {
    public static class Scrubbing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // Read when a test says so, not by the clock.
            return Map.of("images.scrub.every", "30d", "images.scrub.rate", "7M", "quarkus.scheduler.enabled", "false");
        }
    }

    private static final String GOOD = "{\"outcome\": \"GOOD\", \"reason\": null}";
    private static final String ROTTEN = "{\"outcome\": \"DIFFERENT\", \"reason\": \"crc32c\"}";
    private static final String MISSING = "{\"outcome\": \"MISSING\", \"reason\": \"missing\"}";
    private static final String AWAY = "{\"outcome\": \"UNREADABLE\", \"reason\": \"It is busy.\"}";

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Verification verification;

    @Inject
    Scrubber scrubber;

    @Inject
    Sql sql;

    private final List<Trouble> troubles = new ArrayList<>();
    private StubGateway gateway;
    private UUID image;

    @BeforeEach
    void start() throws IOException {
        world.stores();
        gateway = StubGateway.start(asked -> new Answer(200, "   " + GOOD));
        gateway.alone(sql, "gateway-1");
        image = world.queuedImage("demo");
        writes.active(image);
    }

    @AfterEach
    void stop() {
        gateway.close();
        sql.update("delete from gateways");
        sql.update("delete from image_locations where image_id = ?", image);
    }

    @Test
    void aGatewayIsToldAllThatTheBytesShouldBe() {
        assertThat(run(false)).isEqualTo(new Summary(1, 0, 0));

        assertThat(gateway.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/internal/v1/stores/fast/verify");
            assertThat(asked.body())
                    .contains(
                            "file:///images/x.",
                            "\"size\":5",
                            "\"crc32c\":7",
                            "c".repeat(32),
                            "sha512",
                            "a".repeat(128));
        });
    }

    @Test
    void verifyTellsAndChangesNothing() {
        gateway.behave(asked -> new Answer(200, ROTTEN));

        assertThat(run(false)).isEqualTo(new Summary(0, 1, 0));

        assertThat(troubles).singleElement().satisfies(trouble -> {
            assertThat(trouble.image()).isEqualTo(image);
            assertThat(trouble.store()).isEqualTo("fast");
            assertThat(trouble.outcome()).isEqualTo(Outcome.DIFFERENT);
        });
        assertThat(bad()).isEqualTo("none");
    }

    @Test
    void scrubMarksWhatIsWrongOrMissingAndNothingElse() {
        gateway.behave(asked -> new Answer(200, AWAY));
        assertThat(run(true)).isEqualTo(new Summary(0, 0, 1));
        assertThat(bad()).isEqualTo("none");

        gateway.behave(asked -> Answer.problem(503, "unavailable", "Not now."));
        assertThat(run(true)).isEqualTo(new Summary(0, 0, 1));
        assertThat(bad()).isEqualTo("none");

        gateway.behave(asked -> new Answer(200, MISSING));
        assertThat(run(true)).isEqualTo(new Summary(0, 1, 0));
        assertThat(bad()).isEqualTo("missing");
    }

    @Test
    void scrubTakesAMarkBackThatWasAMistake() {
        gateway.behave(asked -> new Answer(200, ROTTEN));
        run(true);
        gateway.behave(asked -> new Answer(200, GOOD));
        run(false);
        assertThat(bad()).isEqualTo("crc32c");

        assertThat(run(true)).isEqualTo(new Summary(1, 0, 0));

        assertThat(bad()).isEqualTo("none");
    }

    @Test
    void aCopyThatIsTakenAwayMeanwhileIsNoTrouble() {
        gateway.behave(asked -> {
            world.change("update image_locations set status = 'pending_delete' where image_id = ?", image);
            return new Answer(200, MISSING);
        });

        assertThat(run(true)).isEqualTo(new Summary(0, 0, 0));

        assertThat(troubles).isEmpty();
        assertThat(bad()).isEqualTo("none");
    }

    @Test
    void whatIsNotThereIsSaid() {
        for (String absent : List.of(UUID.randomUUID().toString(), "no id")) {
            assertThatThrownBy(() -> verification.run(absent, null, false, troubles::add))
                    .isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> verification.run(null, "nowhere", false, troubles::add))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void inTheBackgroundEveryOldCopyIsReadOnceAndSlowly() {
        sql.update("update image_locations set checked_at = now() where image_id <> ?", image);
        scrubber.run();
        assertThat(gateway.asked()).as("it is fresh").isEmpty();
        sql.update("update image_locations set created_at = now() - interval '31 days' where image_id = ?", image);

        scrubber.run();
        scrubber.run();

        assertThat(gateway.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"bytes_per_second\":7340032"));
        gateway.behave(asked -> new Answer(200, ROTTEN));
        sql.update("update image_locations set checked_at = now() - interval '31 days' where image_id = ?", image);
        scrubber.run();
        assertThat(bad()).isEqualTo("crc32c");
    }

    private Summary run(boolean mark) {
        return verification.run(image.toString(), null, mark, troubles::add);
    }

    private String bad() {
        return world.text("select bad_reason from image_locations where image_id = ? and bad_since is not null", image);
    }
}
