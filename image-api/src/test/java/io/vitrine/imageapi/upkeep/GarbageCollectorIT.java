package io.vitrine.imageapi.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.gateway.StubGateway;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what is ours, old and nobody's goes (promise 7 of the reliability page). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class GarbageCollectorIT {
    private static final Instant OLD = Instant.now().minus(Duration.ofHours(25));
    private static final Instant FRESH = Instant.now().minus(Duration.ofHours(23));

    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    GarbageCollector garbage;

    @Inject
    Stores stores;

    @Inject
    Sql sql;

    private final List<String> listed = new ArrayList<>();
    private StubGateway gateway;

    @BeforeEach
    void start() throws IOException {
        world.stores();
        gateway = StubGateway.start(this::answer);
        gateway.alone(sql, "gateway-1");
    }

    @AfterEach
    void stop() {
        gateway.close();
        sql.update("delete from gateways");
    }

    @Test
    void onlyOldOrphansOfOurOwnAreRemoved() {
        UUID image = world.queuedImage("demo");
        writes.active(image);
        String live = world.text("select object_name from image_locations where image_id = ?", image);
        UUID receiving = world.queuedImage("demo");
        UploadGrant open = writes.open(receiving);
        String inFlight = receiving + "." + open.generation();
        UUID borrowing = world.queuedImage("demo");
        world.change("update images set generation = 100 where id in (?, ?)", image, borrowing);
        // Registered under a URL that names an object of another image.
        String borrowed = image + ".50";
        world.change(
                "insert into image_locations (image_id, store, url, generation, status, created_at, updated_at) "
                        + "values (?, 'cheap', ?, 1, 'active', now(), now())",
                borrowing,
                "file:///somewhere/" + borrowed);
        // Each of what stands for a name is enough.
        location(borrowing, "number", null, 61);
        location(borrowing, "name", borrowing + ".62", 3);
        UUID withoutLocation = world.queuedImage("demo");
        UploadGrant orphaned = writes.open(withoutLocation);
        world.change("delete from image_locations where image_id = ?", withoutLocation);
        UUID retired = UUID.randomUUID();
        world.change("insert into retired_image_ids values (?)", retired);
        entry(live, false, OLD);
        entry(inFlight, true, OLD);
        entry(borrowed, false, OLD);
        entry(borrowing + ".61", false, OLD);
        entry(borrowing + ".62", false, OLD);
        entry(withoutLocation + "." + orphaned.generation(), true, OLD);
        entry(image + ".51", false, FRESH);
        entry(image + ".52", false, OLD);
        entry(image + ".53", true, OLD);
        entry(image + ".54", false, OLD);
        entry(image + ".54", true, FRESH);
        entry(image + ".101", false, OLD);
        entry(retired + ".3", false, OLD);
        entry(UUID.randomUUID() + ".1", false, OLD);
        entry(image.toString(), false, OLD);
        entry(image + ".052", false, OLD);
        entry("backup.tar", false, OLD);
        List<String> orphans = List.of(image + ".52", image + ".53", retired + ".3");

        GarbageReport looked = garbage.collect("fast", false).getFirst();

        assertThat(looked.orphans()).containsExactlyInAnyOrderElementsOf(orphans);
        assertThat(looked.removed()).isZero();
        assertThat(looked.complete()).isTrue();
        assertThat(looked.objects())
                .containsEntry(Finding.LIVE, 6L)
                .containsEntry(Finding.FRESH, 2L)
                .containsEntry(Finding.AHEAD, 1L)
                .containsEntry(Finding.FOREIGN, 4L)
                .containsEntry(Finding.ORPHAN, 4L);
        assertThat(removals()).isEmpty();

        assertThat(garbage.collect("fast", true).getFirst().removed()).isEqualTo(3);

        assertThat(removals()).hasSize(3).allSatisfy(body -> assertThat(orphans).anyMatch(body::contains));
        writes.abort(open);
    }

    @Test
    void whatGetsARowBetweenThePassesStays() {
        UUID image = world.queuedImage("demo");
        world.change("update images set generation = 9 where id = ?", image);
        entry(image + ".1", false, OLD);
        entry(image + ".2", false, OLD);
        gateway.behave(asked -> {
            if (asked.path().contains("cursor=second%20page")) {
                // The first page has been judged: the object was nobody's.
                location(image, "cheap", image + ".1", 1);
                return new Answer(200, "{\"entries\": [], \"next\": null}");
            }
            return asked.path().contains("/objects") ? page("\"second page\"") : answer(asked);
        });

        GarbageReport report = garbage.collect("fast", true).getFirst();

        assertThat(report.orphans()).containsExactlyInAnyOrder(image + ".1", image + ".2");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(removals())
                .singleElement()
                .satisfies(body -> assertThat(body).contains(image + ".2"));
    }

    @Test
    void aStoreThatIsOnlyReadIsNotLookedThrough() {
        world.change("insert into stores select 'web', 'http', 0, false, true, null, true, null, '{}', now(), 9 "
                + "on conflict (id) do update set seen_at = now()");
        // A replica knows for up to a second what stores there were.
        await().until(() -> stores.exists("web"));

        assertThat(garbage.collect(null, true)).extracting(GarbageReport::store).doesNotContain("web");
        world.change("delete from stores where id = 'web'");
    }

    @Test
    void allStoresAndStagedDataAreSeen() {
        assertThat(garbage.collect(null, false))
                .extracting(GarbageReport::store)
                .contains("fast", "cheap", Store.STAGING);
        assertThat(gateway.asked()).extracting(StubGateway.Asked::method).containsOnly("GET");
    }

    @Test
    void aStoreThatIsNotSeenWholeSaysSo() {
        UUID image = world.queuedImage("demo");
        world.change("update images set generation = 9 where id = ?", image);
        entry(image + ".1", false, OLD);
        gateway.behave(asked -> asked.path().contains("cursor=second%20page")
                ? Answer.problem(503, "unavailable", "The store went away.")
                : page("\"second page\""));

        GarbageReport report = garbage.collect("fast", false).getFirst();

        assertThat(report.problems()).containsExactly("The store went away.");
        assertThat(report.orphans()).containsExactly(image + ".1");
        assertThat(report.text(false)).contains("1 orphans", "! The store went away.");
    }

    @Test
    void whatCannotBeRemovedIsToldAndTheRestGoes() {
        UUID image = world.queuedImage("demo");
        world.change("update images set generation = 9 where id = ?", image);
        entry(image + ".1", false, OLD);
        entry(image + ".2", false, OLD);
        gateway.behave(asked -> asked.body().contains(image + ".1")
                ? Answer.problem(409, "conflict", "It is being written.")
                : answer(asked));

        GarbageReport report = garbage.collect("fast", true).getFirst();

        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.problems()).containsExactly(image + ".1: It is being written.");
    }

    @Test
    void anUnknownStoreIsNamed() {
        assertThatThrownBy(() -> garbage.collect("nowhere", false))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("nowhere");
    }

    private void location(UUID image, String store, String objectName, long generation) {
        world.change(
                "insert into image_locations (image_id, store, object_name, generation, status, created_at, updated_at) "
                        + "values (?, ?, ?, ?, 'active', now(), now())",
                image,
                store,
                objectName,
                generation);
    }

    private void entry(String name, boolean leftover, Instant modified) {
        listed.add("{\"name\": \"%s\", \"leftover\": %s, \"size\": 10, \"modified\": \"%s\"}"
                .formatted(name, leftover, modified));
    }

    private Answer answer(StubGateway.Asked asked) {
        return asked.path().contains("/objects") ? page("null") : new Answer(200, "{\"size\": 10}");
    }

    private Answer page(String next) {
        return new Answer(200, "{\"entries\": [%s], \"next\": %s}".formatted(String.join(",", listed), next));
    }

    private List<String> removals() {
        return gateway.asked().stream()
                .filter(asked -> asked.path().endsWith("/remove"))
                .map(StubGateway.Asked::body)
                .toList();
    }
}
