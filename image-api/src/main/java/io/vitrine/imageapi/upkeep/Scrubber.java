package io.vitrine.imageapi.upkeep;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the copies whose turn it is in the background, one at a time and no faster than it may. Replicas share the work: who takes a copy
 * says so in its row first.
 */
@ApplicationScoped
public class Scrubber {
    private static final String TAKE = """
            with due as (
                select l.id from image_locations l join images i on i.id = l.image_id
                where l.status = 'active' and l.bad_since is null and i.size is not null and l.url is not null
                    and (l.checked_at is null or l.checked_at < clock_timestamp() - ? * interval '1 millisecond')
                    and l.created_at < clock_timestamp() - ? * interval '1 millisecond'
                order by l.checked_at nulls first, l.id limit 1 for update of l skip locked)
            update image_locations l set checked_at = clock_timestamp() from due, images i
            where l.id = due.id and i.id = l.image_id returning\s""" + StoredCopy.COLUMNS;

    private final Sql sql;
    private final CopyCheck check;
    private final ScrubConfig config;
    private volatile boolean ending;

    Scrubber(Sql sql, CopyCheck check, ScrubConfig config) {
        this.sql = sql;
        this.check = check;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent end) {
        ending = true;
    }

    @Scheduled(every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        config.every().ifPresent(every -> {
            Optional<StoredCopy> next = take(every);
            while (next.isPresent() && !ending) {
                check.scrub(next.get().atPace(config.rate().asLongValue()));
                next = take(every);
            }
        });
    }

    /** Fresh copies were read whole when they were written: their first turn comes when they are that old. */
    private Optional<StoredCopy> take(Duration every) {
        return sql.first(TAKE, StoredCopy::read, every, every);
    }
}
