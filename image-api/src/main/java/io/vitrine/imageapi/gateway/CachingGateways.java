package io.vitrine.imageapi.gateway;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.sql.DatabaseException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which gateways keep a cache. It is on when one of those heard of lately has one; when none lives, the last word counts. */
@ApplicationScoped
public class CachingGateways {
    private static final Logger LOG = LoggerFactory.getLogger(CachingGateways.class);
    private static final String ON = """
            select 1 from gateways
            where cache and seen_at > (select max(seen_at) from gateways) - interval '60 seconds'
            """;
    private static final String LIVE = "select id, url from gateways where cache";

    private final Sql sql;
    private final Gateways gateways;
    private volatile boolean lastSeen;

    CachingGateways(Sql sql, Gateways gateways) {
        this.sql = sql;
        this.gateways = gateways;
    }

    /** Asks the database. */
    public boolean isOn() {
        boolean found = sql.exists(ON);
        lastSeen = found;
        return found;
    }

    /** What was true a moment ago. Asks nobody, so it may be called where nothing may wait. */
    public boolean wasOn() {
        return lastSeen;
    }

    /** Those that live, the latest first. */
    public List<Gateway> live() {
        List<Gateway> caching = sql.list(LIVE, row -> new Gateway(row.getString("id"), row.getString("url")));
        return gateways.live().stream().filter(caching::contains).toList();
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    public void look() {
        try {
            isOn();
        } catch (DatabaseException e) {
            LOG.atDebug().setCause(e).log("Cannot look whether there is a cache; what was known last holds");
        }
    }
}
