package io.vitrine.imageapi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gateways announce is what users see. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class StoresIT {
    @Inject
    Announcements announcements;

    @Inject
    Stores stores;

    @Inject
    World world;

    @Inject
    ObjectMapper json;

    @BeforeEach
    @AfterEach
    void nothingAnnounced() {
        world.change("delete from stores");
        world.change("delete from gateways");
        stores.forget();
    }

    @Test
    void storesKeepTheOrderOfTheirConfiguration() {
        announce("g1", store("zebra", true, true), store("alpha", false, false));

        assertThat(stores.ids()).containsExactly("zebra", "alpha");
        assertThat(stores.defaultStore()).map(Store::id).contains("zebra");
        assertThat(stores.exists("alpha")).isTrue();
        assertThat(stores.usable("alpha")).isFalse();
        assertThat(stores.usable("zebra")).isTrue();
        assertThat(stores.exists("nowhere")).isFalse();
    }

    @Test
    void flagsAreTextOrAbsent() throws Exception {
        announce("g1", store("zebra", true, true), store("alpha", false, true));

        assertThat(json.writeValueAsString(
                        stores.all().stream().map(StoreView::plain).toList()))
                .isEqualTo("[{\"id\":\"zebra\",\"description\":\"a zebra\",\"default\":\"true\"},"
                        + "{\"id\":\"alpha\",\"description\":\"a alpha\"}]");
        assertThat(json.writeValueAsString(StoreView.detailed(stores.all().getFirst())))
                .contains("\"type\":\"file\"", "\"weight\":7", "\"properties\":{\"data_dir\":\"/x\"}");
    }

    @Test
    void aStoreNobodyAnnouncesAnyMoreIsNoLongerConfigured() {
        announce("g1", store("old", true, true), store("kept", false, true));
        world.change("update stores set seen_at = now() - interval '2 minutes' where id = 'old'");

        announce("g1", store("kept", true, true));

        assertThat(stores.ids()).containsExactly("kept");
    }

    @Test
    void whenNoGatewayLivesTheLastWordCounts() {
        announce("g1", store("fast", true, true));
        world.change("update stores set seen_at = now() - interval '1 hour'");
        world.change("update gateways set seen_at = now() - interval '1 hour'");
        stores.forget();

        assertThat(stores.ids()).containsExactly("fast");
        announce("g2", store("fast", true, true));
        assertThat(world.text("select string_agg(id, ',') from gateways")).isEqualTo("g2");
    }

    @Test
    void aReservedIdIsRefused() {
        assertThatThrownBy(() -> announce("g1", store("os_glance_staging_store", true, true)))
                .isInstanceOf(ProblemException.class);
        assertThat(stores.ids()).isEmpty();
    }

    private void announce(String gateway, Announcement.Store... all) {
        announcements.take(gateway, new Announcement("http://127.0.0.1:1", "1", List.of(all)));
    }

    private static Announcement.Store store(String id, boolean isDefault, boolean usable) {
        return new Announcement.Store(
                id, "file", 7, isDefault, false, "a " + id, usable, 1L << 50, Map.of("data_dir", "/x"));
    }
}
