package io.vitrine.imageapi.image;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.PropertyProtections;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Pages of images (spec: images, section 4): one statement of one scan per visibility class, joined by UNION ALL. The scans find ids, from an
 * index alone where the filters stand in it; only the images of the page are read whole (docs/adr/0012).
 */
@ApplicationScoped
class ImageList {
    private static final String MARKER = """
            select i.owner, i.visibility,
                exists (select 1 from image_members m where m.image_id = i.id and m.member = ?), %s
            from images i where i.id = ? and i.deleted_at is null
            """;
    private static final int MARKER_KEYS = 4;
    /** Characters of tags and properties in one page. It may be shorter than its limit and still have a next one (spec: images, 4.3). */
    private static final long MAX_PAGE = 4 << 20;

    private static final String MEMBERSHIPS =
            "select image_id from image_members where member = ? and image_id = any(?)";

    private final Sql sql;
    private final Policy policy;
    private final PropertyProtections protections;
    private final ImageTargets targets;
    private final PageConfig config;
    private final StoreOrder storeOrder;

    ImageList(
            Sql sql,
            Policy policy,
            PropertyProtections protections,
            ImageTargets targets,
            PageConfig config,
            StoreOrder storeOrder) {
        this.sql = sql;
        this.policy = policy;
        this.protections = protections;
        this.targets = targets;
        this.config = config;
        this.storeOrder = storeOrder;
    }

    /** @throws ProblemException 400 for a parameter that makes no sense, 403 for a caller who may not list */
    ImagePage page(Query query, Caller caller) {
        int limit = limit(query);
        SortOrder order = SortOrder.of(query);
        List<Condition> filters = new ArrayList<>(Filters.of(query, property -> protections.mayRead(property, caller)));
        // Whether hidden images are wanted is asked by every list.
        boolean plain = filters.size() == 1;
        List<Condition> scans = VisibleSet.of(query, caller);
        policy.require(Rule.GET_IMAGES, caller, Target.none(caller));
        query.last("marker").ifPresent(marker -> filters.add(order.after(keys(marker, order, caller))));
        if (limit == 0) {
            return new ImagePage(List.of(), false);
        }
        List<Object> values = new ArrayList<>();
        String statement = statement(scans, filters, order, limit, values);
        List<ImageView> found = plain && limit <= config.byDefault()
                ? sql.list(statement, ImageView::read, values.toArray())
                : inPortions(statement, values, plain);
        List<ImageView> shown = policy.filtersLists() ? shown(found, caller) : found;
        // Where nothing is shown there is no next page either: it would tell that there is something to hide.
        return new ImagePage(
                shown.stream().map(storeOrder::bestFirst).toList(),
                (found.size() == limit || isFull(found)) && !shown.isEmpty());
    }

    /**
     * A page that may be long ends before it is too large to be held. With filters it is planned with their values: only they tell whether
     * a filter finds ten images or half of them. Plain lists keep their one plan.
     */
    private List<ImageView> inPortions(String statement, List<Object> values, boolean plain) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!plain) {
                sql.update("set local plan_cache_mode = force_custom_plan");
            }
            long[] size = {0};
            return sql.listWhile(
                    statement,
                    ImageView::read,
                    image -> {
                        size[0] += image.characters();
                        return size[0] < MAX_PAGE;
                    },
                    values.toArray());
        });
    }

    private static boolean isFull(List<ImageView> page) {
        return page.stream().mapToLong(ImageView::characters).sum() >= MAX_PAGE;
    }

    /**
     * The limit stands in the text: with an unknown one the planner expects a tenth of the table and plans every call anew, which costs more
     * than the page itself. Package-private for the test that looks at its plan.
     */
    static String statement(
            List<Condition> scans, List<Condition> filters, SortOrder order, int limit, List<Object> values) {
        String where = filters.stream().map(Condition::sql).collect(Collectors.joining(" and "));
        List<String> pages = new ArrayList<>();
        for (Condition scan : scans) {
            // Each class gives a page of its own at most; only then are they merged.
            pages.add(
                    "(select i.id, %s from images i where i.deleted_at is null and i.status <> 'killed' and %s and %s order by %s limit %d)"
                            .formatted(order.columns(), scan.sql(), where, order.sql(), limit));
            values.addAll(scan.values());
            filters.forEach(filter -> values.addAll(filter.values()));
        }
        return "select %1$s from (select * from (%2$s) page order by %3$s limit %4$d) page join images i on i.id = page.id order by %3$s"
                .formatted(ImageView.COLUMNS, String.join(" union all ", pages), order.ofPage(), limit);
    }

    private List<ImageView> shown(List<ImageView> images, Caller caller) {
        Set<UUID> shared = new HashSet<>(sql.list(
                MEMBERSHIPS,
                row -> row.getObject(1, UUID.class),
                caller.projectId(),
                images.stream().map(ImageView::id).toArray(UUID[]::new)));
        return images.stream()
                .filter(image -> policy.shows(image.target(shared.contains(image.id())), caller))
                .toList();
    }

    private int limit(Query query) {
        String text = query.last("limit").orElse(null);
        if (text == null) {
            return config.byDefault();
        }
        try {
            long limit = Long.parseLong(text);
            if (limit >= 0) {
                return (int) Math.min(limit, config.max());
            }
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("Parameter 'limit' must be an integer.");
        }
        throw ProblemException.badRequest("Parameter 'limit' must not be negative.");
    }

    /** Where the marker stands in the order. One that the caller cannot see is as unknown as one that is not there. */
    private List<String> keys(String marker, SortOrder order, Caller caller) {
        UUID id = ImageId.parse(marker).orElseThrow(ImageList::unknownMarker);
        return sql.first(
                        MARKER.formatted(order.keysAsText()),
                        row -> {
                            Target target = new Target(
                                    row.getString(1),
                                    Visibility.of(row.getString(2)).orElseThrow(),
                                    row.getBoolean(3));
                            List<String> keys = new ArrayList<>();
                            for (int i = 0; i < order.items().size(); i++) {
                                keys.add(row.getString(MARKER_KEYS + i));
                            }
                            return policy.shows(target.with(targets.attributes(id)), caller) ? keys : List.<String>of();
                        },
                        caller.projectId(),
                        id)
                .filter(keys -> !keys.isEmpty())
                .orElseThrow(ImageList::unknownMarker);
    }

    private static ProblemException unknownMarker() {
        return ProblemException.badRequest("Parameter 'marker' names no image that you can list.");
    }
}
