package io.vitrine.imageapi.store;

import io.vitrine.contracts.internal.Announcement;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Stores as gateways announce them, for tests of other packages. */
@ApplicationScoped
public class TestStores {
    private final Announcements announcements;
    private final Stores stores;
    private final Sql sql;

    TestStores(Announcements announcements, Stores stores, Sql sql) {
        this.announcements = announcements;
        this.stores = stores;
        this.sql = sql;
    }

    /** {@code fast}, the default, and {@code cheap}, which weighs less. */
    public void announce() {
        take("gateway-1", store("fast", 100, true, true), store("cheap", 10, false, true));
    }

    /** Those, and {@code web}, which can only be read. */
    public void announceWeb() {
        take(
                "gateway-1",
                store("fast", 100, true, true),
                store("cheap", 10, false, true),
                new Announcement.Store("web", "http", 0, false, true, null, true, null, Map.of()));
    }

    /** Nobody has heard of any. */
    public void forgetAll() {
        sql.update("delete from stores");
        stores.forget();
    }

    public void announceUnreachable(String id) {
        take("gateway-2", store(id, 0, false, false));
    }

    private void take(String gateway, Announcement.Store... stores) {
        announcements.take(gateway, new Announcement("http://127.0.0.1:1", "test", List.of(stores)));
    }

    private static Announcement.Store store(String id, int weight, boolean isDefault, boolean usable) {
        return new Announcement.Store(id, "file", weight, isDefault, false, null, usable, null, Map.of());
    }
}
