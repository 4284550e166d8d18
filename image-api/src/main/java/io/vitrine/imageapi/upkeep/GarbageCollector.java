package io.vitrine.imageapi.upkeep;

import io.quarkus.arc.Unremovable;
import io.vitrine.contracts.internal.BlobPage;
import io.vitrine.contracts.internal.BlobRef;
import io.vitrine.contracts.internal.BlobState;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.imageapi.gateway.GatewayAnswer.Done;
import io.vitrine.imageapi.gateway.GatewayAnswer.Refused;
import io.vitrine.imageapi.gateway.GatewayAnswer.Silent;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds bytes in stores that nothing stands for, and removes them when asked to (promise 7 of the reliability page). Two passes: the whole
 * store is listed and judged, and what was old and nobody's then is judged again right before it goes.
 */
@Unremovable
@ApplicationScoped
public class GarbageCollector {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
    private static final int PAGE = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SWEPT_AT_ONCE = 100;

    private final Gateways gateways;
    private final Stores stores;
    private final Judge judge;
    private final GarbageConfig config;
    private final Clock clock;

    GarbageCollector(Gateways gateways, Stores stores, Judge judge, GarbageConfig config, Clock clock) {
        this.gateways = gateways;
        this.stores = stores;
        this.judge = judge;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Looks through one store, or through all and the staged bytes.
     *
     * @param remove false: changes nothing
     * @throws ProblemException for a store that is not configured, or when no gateway answers
     */
    public List<GarbageReport> collect(@Nullable String store, boolean remove) {
        if (store != null) {
            if (!store.equals(Store.STAGING) && !stores.exists(store)) {
                throw ProblemException.notFound("There is no store %s here.".formatted(store));
            }
            return List.of(collectIn(store, remove));
        }
        List<GarbageReport> reports = new ArrayList<>();
        for (Store each : stores.all()) {
            if (!each.readOnly()) {
                reports.add(collectIn(each.id(), remove));
            }
        }
        if (hasStaging()) {
            reports.add(collectIn(Store.STAGING, remove));
        }
        return reports;
    }

    /** Where nothing can be staged, the reserved store is not one that gateways know. */
    private boolean hasStaging() {
        return gateways.all(list(Store.STAGING, null, 1)).stream()
                .anyMatch(answer -> !(answer instanceof Refused<BlobPage> refused
                        && Problem.UNKNOWN_STORE.equals(refused.problem().type())));
    }

    private GarbageReport collectIn(String store, boolean remove) {
        Map<Finding, Long> count = Judge.noCount();
        Map<String, Long> orphans = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        mark(store, count, orphans, problems);
        long removed = remove ? sweep(store, List.copyOf(orphans.keySet()), problems) : 0;
        return new GarbageReport(
                store,
                count,
                orphans.values().stream().mapToLong(Long::longValue).sum(),
                List.copyOf(orphans.keySet()),
                removed,
                problems);
    }

    private void mark(String store, Map<Finding, Long> count, Map<String, Long> orphans, List<String> problems) {
        Instant freshFrom = clock.instant().minus(config.grace());
        Set<String> fresh = new HashSet<>();
        @Nullable String cursor = null;
        do {
            BlobPage page = page(store, cursor, problems);
            if (page == null) {
                return;
            }
            Map<String, Finding> findings = judge.judge(
                    page.entries().stream().map(BlobPage.Entry::name).toList());
            for (BlobPage.Entry entry : page.entries()) {
                Finding finding = findings.getOrDefault(entry.name(), Finding.FOREIGN);
                if (finding == Finding.ORPHAN && entry.modified().isAfter(freshFrom)) {
                    finding = Finding.FRESH;
                    fresh.add(entry.name());
                }
                count.merge(finding, 1L, Long::sum);
                if (finding == Finding.ORPHAN) {
                    orphans.merge(entry.name(), entry.size(), Long::sum);
                }
            }
            cursor = page.next();
        } while (cursor != null);
        // One fresh leftover speaks for all that has its name.
        orphans.keySet().removeAll(fresh);
    }

    private long sweep(String store, List<String> orphans, List<String> problems) {
        long removed = 0;
        for (int from = 0; from < orphans.size(); from += SWEPT_AT_ONCE) {
            List<String> names = orphans.subList(from, Math.min(from + SWEPT_AT_ONCE, orphans.size()));
            Map<String, Finding> now = judge.judge(names);
            for (String name : names) {
                if (now.get(name) == Finding.ORPHAN && removed(store, name, problems)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private boolean removed(String store, String name, List<String> problems) {
        GatewayCall<BlobState> call =
                GatewayCall.post(path(store) + "/remove", new BlobRef(name, null), BlobState.class);
        String problem = switch (gateways.any(call)) {
            case Done<BlobState> done -> null;
            case Refused<BlobState> refused -> refused.problem().detail();
            case Silent<BlobState> silent -> silent.reason();
        };
        if (problem != null) {
            problems.add(name + ": " + problem);
            return false;
        }
        LOG.atInfo()
                .addKeyValue("store", store)
                .addKeyValue("object", name)
                .log("an object that nothing stood for is removed");
        return true;
    }

    private @Nullable BlobPage page(String store, @Nullable String cursor, List<String> problems) {
        try {
            switch (gateways.any(list(store, cursor, PAGE))) {
                case Done<BlobPage> done -> {
                    return done.required();
                }
                case Refused<BlobPage> refused -> problems.add(refused.problem().detail());
                case Silent<BlobPage> silent -> problems.add(silent.reason());
            }
        } catch (ProblemException e) {
            problems.add(e.getMessage());
        }
        return null;
    }

    private static GatewayCall<BlobPage> list(String store, @Nullable String cursor, int limit) {
        String from = cursor == null ? "" : "&cursor=" + GatewayCall.escape(cursor);
        return GatewayCall.get(path(store) + "/objects?limit=" + limit + from, BlobPage.class)
                .within(PATIENCE);
    }

    private static String path(String store) {
        return "/internal/v1/stores/" + GatewayCall.escape(store);
    }
}
