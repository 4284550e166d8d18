package io.vitrine.imageapi.store;

import io.vitrine.contracts.internal.Announcement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Stores as gateways announce them, for tests of other packages. */
@ApplicationScoped
public class TestStores {
    private final Announcements announcements;

    TestStores(Announcements announcements) {
        this.announcements = announcements;
    }

    /** {@code fast}, the default, and {@code cheap}, which weighs less. */
    public void announce() {
        take("gateway-1", store("fast", 100, true, true), store("cheap", 10, false, true));
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
