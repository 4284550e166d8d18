package io.vitrine.imageapi.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.system.NoKafka;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Kafka was never there: the service starts, is ready and works; only what it would say piles up. */
@QuarkusTest
@TestProfile(KafkaAwayIT.Alone.class)
@WithTestResource(NoKafka.class)
class KafkaAwayIT {
    /** Makes Quarkus load the application anew: started again in the classes of an earlier test it would lack our metrics. */
    public static class Alone implements QuarkusTestProfile {}

    @Inject
    World world;

    @Inject
    Changes changes;

    @Inject
    Backlog backlog;

    @Test
    void theServiceIsReadyAndItsMessagesWait() {
        int management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        UUID image = world.queuedImage("demo");
        assertThat(backlog.isFull()).isFalse();

        for (int i = 0; i < 6; i++) {
            changes.change(image);
        }

        assertThat(backlog.isFull()).isTrue();
        assertThat(world.number("select count(*) from outbox where key = ?", image.toString()))
                .isEqualTo(6);
        given().port(management).get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        String metrics = given().port(management).get("/q/metrics").asString();
        // Messages of others may wait, too.
        assertThat(metrics)
                .containsPattern("image_outbox_backlog ([6-9]|\\d{2,})\\.0")
                .contains("image_outbox_lag_seconds");
    }
}
