package io.vitrine.imageapi.location;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vitrine.contracts.Topics;
import io.vitrine.imageapi.data.Bystander;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.deletion.Deletes;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.gateway.StubGateway;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.location.MissingDataConfig.Code;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.Stores;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of spec images, section 16, with a gateway that says what a store could say. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class StoreDeletionIT {
    private static final Answer THERE = new Answer(200, "{\"size\": 5}");
    private static final Answer ABSENT = new Answer(200, "{\"size\": null}");

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Deletes deletes;

    @Inject
    Sql sql;

    @Inject
    Stores stores;

    @Inject
    Copies copies;

    @Inject
    Gateways gateways;

    private StubGateway gateway;

    @BeforeEach
    void start() throws IOException {
        world.stores();
        gateway = StubGateway.start(asked -> THERE);
        gateway.alone(sql, "gateway-1");
    }

    @AfterEach
    void stop() {
        gateway.close();
        sql.update("delete from gateways");
    }

    @Test
    void aCopyGoesWithItsLocation() {
        UUID image = copies("fast", "cheap");

        assertThat(delete("cheap", image)).isEqualTo(204);

        assertThat(stores(image)).isEqualTo("fast");
        assertThat(world.locations(image)).containsExactly("active");
        assertThat(world.status(image)).isEqualTo("active");
        assertThat(gateway.asked())
                .extracting(StubGateway.Asked::path)
                .containsExactly("/internal/v1/stores/cheap/stat", "/internal/v1/stores/cheap/remove");
        assertThat(gateway.asked()).allSatisfy(asked -> assertThat(asked.body()).contains(image + ".9"));
        try (var events = new Bystander(Topics.EVENTS)) {
            assertThat(events.types(image, 4).getLast()).isEqualTo("image.location.remove.v1");
        }
        assertThat(delete("cheap", image)).as("once more, of the last copy").isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        // The order of the checks: each row fails all that come after it, too.
        "nowhere, absent,     demo,  409",
        "cheap,   absent,     demo,  404",
        "cheap,   queued,     other, 404",
        "cheap,   queued,     demo,  403",
        "cheap,   queued,     admin, 409",
        "cheap,   deactivated, admin, 409",
        "cheap,   single,     admin, 403",
        "fast,    single,     admin, 403",
        "third,   pair,       admin, 404",
        "cheap,   pair,       admin, 204",
    })
    void theChecksComeInTheirOrder(String store, String which, String who, int code) {
        world.change("insert into stores select 'third', 'file', 0, false, false, null, true, null, '{}', now(), 9 "
                + "on conflict (id) do update set seen_at = now()");
        UUID image = switch (which) {
            case "absent" -> UUID.randomUUID();
            case "queued" -> world.queuedImage("demo");
            case "single" -> copies("fast");
            default -> copies("fast", "cheap");
        };
        if (which.equals("deactivated")) {
            world.change("update images set status = 'deactivated' where id = ?", image);
        }
        String before = String.valueOf(world.locations(image));
        String token = who.equals("admin") ? TestTokens.admin() : TestTokens.member(who);

        // A replica knows for up to a second what stores there were.
        await().until(() -> given().header("X-Auth-Token", token)
                .get("/v2/info/stores")
                .asString()
                .contains("third"));
        Response answer = given().header("X-Auth-Token", token).delete("/v2/stores/" + store + "/" + image);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(code);
        if (code != 204) {
            assertThat(gateway.asked()).isEmpty();
            assertThat(String.valueOf(world.locations(image))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"403, forbidden, 403", "503, unavailable, 503", "500, internal, 500", "409, conflict, 409"})
    void aStoreThatDoesNotShowTheBytesChangesNothing(int says, String slug, int code) {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> Answer.problem(says, slug, "Because."));

        assertThat(delete("cheap", image)).isEqualTo(code);

        assertThat(world.locations(image)).containsExactly("active", "active");
        assertThat(gateway.asked()).hasSize(1);
    }

    @Test
    void withoutAGatewayNothingChanges() {
        UUID image = copies("fast", "cheap");
        sql.update("delete from gateways");

        assertThat(delete("cheap", image)).isEqualTo(503);

        assertThat(world.locations(image)).containsExactly("active", "active");
    }

    @ParameterizedTest
    @CsvSource({"403, forbidden", "409, in-use", "503, unavailable"})
    void aStoreThatRefusesKeepsItsCopy(int says, String slug) {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> asked.path().endsWith("/stat") ? THERE : Answer.problem(says, slug, "No."));

        assertThat(delete("cheap", image)).isEqualTo(says);

        assertThat(stores(image)).isEqualTo("fast,cheap");
        assertThat(world.locations(image)).containsExactly("active", "active");
        gateway.behave(asked -> THERE);
        assertThat(delete("cheap", image)).isEqualTo(204);
    }

    @Test
    void aCopyThatIsPutBackIntoADeletedImageGoesWithIt() {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> {
            if (asked.path().endsWith("/stat")) {
                return THERE;
            }
            deletes.delete(image);
            return Answer.problem(403, "forbidden", "No.");
        });

        assertThat(delete("cheap", image)).isEqualTo(403);

        assertThat(world.locations(image)).containsExactly("pending_delete", "pending_delete");
    }

    @Test
    void dataThatHadVanishedIsToldAndItsLocationRemoved() {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> ABSENT);

        assertThat(delete("cheap", image)).isEqualTo(410);

        assertThat(stores(image)).isEqualTo("fast");
        assertThat(world.locations(image)).containsExactly("active");
        assertThat(world.status(image)).isEqualTo("active");
    }

    @Test
    void dataThatHadVanishedIsNotToldToThoseWhoDoNotWantToKnow() {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> ABSENT);

        new StoreDeletion(stores, copies, gateways, () -> Code.DONE).delete("cheap", image.toString(), World.admin());

        assertThat(stores(image)).isEqualTo("fast");
    }

    @Test
    void theLocationGoesBeforeTheBytesAndIsDueShouldNobodyComeBack() {
        UUID image = copies("fast", "cheap");
        List<String> seen = new CopyOnWriteArrayList<>();
        gateway.behave(asked -> {
            seen.add(world.text(
                    "select status || ' ' || coalesce(next_attempt > now(), false) from image_locations where image_id = ? and store = 'cheap'",
                    image));
            return THERE;
        });

        delete("cheap", image);

        assertThat(seen).containsExactly("active false", "pending_delete true");
    }

    @ParameterizedTest
    @CsvSource({"hangs up", "does not know"})
    void aRemovalOfUnknownEndIsRepeatedAndNeverTakenBack(String how) {
        UUID image = copies("fast", "cheap");
        gateway.behave(asked -> {
            if (asked.path().endsWith("/stat")) {
                return THERE;
            }
            if (how.equals("hangs up")) {
                throw new IllegalStateException("a gateway that dies");
            }
            return Answer.problem(500, "internal", "It is not known whether the store has removed the bytes.");
        });

        assertThat(delete("cheap", image)).isEqualTo(204);

        assertThat(stores(image)).isEqualTo("fast");
        assertThat(world.locations(image)).containsExactly("active", "pending_delete");
        try (var commands = new Bystander(Topics.STORE_COMMANDS)) {
            assertThat(commands.types(image, 1)).containsExactly("store.delete.v1");
        }
    }

    @Test
    void ofTwoThatTakeTheLastTwoCopiesOneWins() throws Exception {
        UUID image = copies("fast", "cheap");
        CountDownLatch bothHaveLooked = new CountDownLatch(2);
        gateway.behave(asked -> {
            if (asked.path().endsWith("/stat")) {
                bothHaveLooked.countDown();
                assertThat(bothHaveLooked.await(10, TimeUnit.SECONDS)).isTrue();
            }
            return THERE;
        });

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> one = clients.submit(() -> delete("fast", image));
            Future<Integer> other = clients.submit(() -> delete("cheap", image));
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(204, 403);
        }
        assertThat(world.locations(image)).containsExactly("active");
    }

    @Test
    void aCopyKnownToBeWrongIsNoneThatCouldStandAlone() {
        UUID image = copies("fast", "cheap");
        world.change("update image_locations set bad_since = now() where image_id = ? and store = 'fast'", image);

        assertThat(delete("cheap", image)).isEqualTo(403);
        assertThat(delete("fast", image)).isEqualTo(204);
        assertThat(stores(image)).isEqualTo("cheap");
    }

    @Test
    void ofAReadOnlyStoreOnlyTheRecordGoes() {
        world.change("insert into stores select 'web', 'http', 0, false, true, null, true, null, '{}', now(), 9 "
                + "on conflict (id) do update set seen_at = now()");
        UUID image = copies("fast", "web");
        await().until(() -> delete("web", image) == 204);

        assertThat(gateway.asked()).isEmpty();
        assertThat(world.locations(image)).containsExactly("active");
    }

    private UUID copies(String first, String... others) {
        UUID image = world.queuedImage("demo");
        writes.active(image);
        world.change("update image_locations set store = ? where image_id = ?", first, image);
        for (String store : others) {
            world.change(
                    "insert into image_locations (image_id, store, object_name, url, generation, status, created_at, updated_at) "
                            + "values (?, ?, ?, ?, 9, 'active', now(), now())",
                    image,
                    store,
                    image + ".9",
                    "file:///" + store + "/" + image + ".9");
        }
        return image;
    }

    private static int delete(String store, UUID image) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .delete("/v2/stores/" + store + "/" + image)
                .statusCode();
    }

    private static String stores(UUID image) {
        return given().header("X-Auth-Token", TestTokens.admin())
                .get("/v2/images/" + image)
                .path("stores");
    }
}
