package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.LeaseRef;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.RenewedLeases;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.LeaseConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps what a process holds. The answer names what it has lost: that is how deletes, cancels and take-overs arrive. A lease that ran out
 * but was not taken back yet is renewed like any other.
 */
@ApplicationScoped
class Leases {
    private static final String UPLOADS = """
            with kept as (
                select u.id from unnest(?, ?) as held (id, generation), uploads u, images i
                where u.id = held.id and u.generation = held.generation and u.holder = ? and u.state = 'open'
                    and i.id = u.image_id and i.deleted_at is null
                    and (u.task_id is null or exists (select 1 from tasks t where t.id = u.task_id and t.status = 'processing'
                        and t.generation = u.task_generation))
                -- In the order in which everybody locks them.
                order by u.id for update of u)
            update uploads u set lost_after = clock_timestamp() + ? * interval '1 millisecond' from kept where u.id = kept.id
            returning u.id
            """;
    private static final String JOBS = """
            update tasks t set lost_after = clock_timestamp() + lease.length
            from unnest(?, ?) as held (id, generation), (select ? as holder, ? * interval '1 millisecond' as length) lease
            where t.id = held.id and t.generation = held.generation and t.holder = lease.holder and t.status = 'processing'
            returning t.id
            """;

    private final Sql sql;
    private final LeaseConfig config;

    Leases(Sql sql, LeaseConfig config) {
        this.sql = sql;
        this.config = config;
    }

    RenewedLeases renew(RenewLeases request) {
        Set<UUID> kept = new HashSet<>(renew(UPLOADS, config.uploadLease(), request.uploads(), request.holder()));
        kept.addAll(renew(JOBS, config.importLease(), request.jobs(), request.holder()));
        return new RenewedLeases(Stream.concat(request.uploads().stream(), request.jobs().stream())
                .map(LeaseRef::id)
                .filter(id -> !kept.contains(id))
                .toList());
    }

    private List<UUID> renew(String statement, Duration lease, List<LeaseRef> held, String holder) {
        if (held.isEmpty()) {
            return List.of();
        }
        UUID[] ids = held.stream().map(LeaseRef::id).toArray(UUID[]::new);
        Long[] generations = held.stream().map(LeaseRef::generation).toArray(Long[]::new);
        return sql.list(statement, row -> Sql.uuid(row, "id"), ids, generations, holder, lease);
    }
}
