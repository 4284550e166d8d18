package io.vitrine.imageapi.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Keeps what gateways say about themselves and their stores. The last announcement of a store counts. */
@ApplicationScoped
class Announcements {
    private static final String GATEWAY = """
            insert into gateways (id, url, version, cache, staging_free, seen_at) values (?, ?, ?, ?, ?, clock_timestamp())
            on conflict (id) do update set url = excluded.url, version = excluded.version, cache = excluded.cache,
                staging_free = excluded.staging_free, seen_at = excluded.seen_at
            """;
    private static final String STORE = """
            insert into stores (id, position, type, weight, is_default, read_only, description, usable, free_bytes, properties, seen_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, clock_timestamp())
            on conflict (id) do update set position = excluded.position, type = excluded.type, weight = excluded.weight,
                is_default = excluded.is_default, read_only = excluded.read_only, description = excluded.description,
                usable = excluded.usable, free_bytes = excluded.free_bytes, properties = excluded.properties, seen_at = excluded.seen_at
            """;
    private static final String SILENT_GATEWAYS =
            "delete from gateways where seen_at < clock_timestamp() - interval '60 seconds'";
    private static final String FORGOTTEN_STORES =
            "delete from stores where seen_at < clock_timestamp() - interval '1 day'";
    /** Announcements write the same rows: one at a time, or two gateways that list their stores differently would wait for each other. */
    private static final String ONE_AT_A_TIME = "select 1 from pg_advisory_xact_lock(6221821273427820878)";

    private final Sql sql;
    private final Stores stores;
    private final ObjectMapper json;

    Announcements(Sql sql, Stores stores, ObjectMapper json) {
        this.sql = sql;
        this.stores = stores;
        this.json = json;
    }

    @Transactional
    void take(String gateway, Announcement announcement) {
        sql.exists(ONE_AT_A_TIME);
        sql.update(
                GATEWAY,
                gateway,
                announcement.url(),
                announcement.version(),
                announcement.cache(),
                announcement.stagingFree());
        int position = 0;
        for (Announcement.Store store : announcement.stores()) {
            take(store, position++);
        }
        sql.update(SILENT_GATEWAYS);
        sql.update(FORGOTTEN_STORES);
        stores.forget();
    }

    private void take(Announcement.Store store, int position) {
        if (store.id().startsWith(Store.RESERVED_PREFIX)) {
            throw ProblemException.badRequest("The store id %s is reserved.".formatted(store.id()));
        }
        try {
            sql.update(
                    STORE,
                    store.id(),
                    position,
                    store.type(),
                    store.weight(),
                    store.isDefault(),
                    store.readOnly(),
                    store.description(),
                    store.usable(),
                    store.freeBytes(),
                    json.writeValueAsString(store.properties()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an announcement that was read can be written", e);
        }
    }
}
