package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of a list (spec: images, 4.2): keys as asked for, completed by {@code created_at} and {@code id}, so that no two images are
 * equal and pages neither repeat nor skip.
 */
record SortOrder(List<Item> items) {
    private static final int MAX_KEYS = 5;

    record Item(SortKey key, boolean descending) {
        private String sql() {
            return key.expression() + (descending ? " desc" : " asc");
        }
    }

    SortOrder {
        items = List.copyOf(items);
    }

    /** @throws ProblemException 400 that names the parameter */
    static SortOrder of(Query query) {
        List<Item> items = query.last("sort").isPresent() ? combined(query) : separate(query);
        if (items.size() > MAX_KEYS) {
            throw ProblemException.badRequest("A list can be sorted by %d keys at most.".formatted(MAX_KEYS));
        }
        // One direction for all that was asked for is meant for the rest, too.
        boolean descending = items.stream().anyMatch(Item::descending);
        add(items, SortKey.CREATED_AT, descending);
        add(items, SortKey.ID, descending);
        // No two images have the same id: nothing is left to decide after it.
        int decided = items.stream().map(Item::key).toList().indexOf(SortKey.ID) + 1;
        return new SortOrder(items.subList(0, decided));
    }

    String sql() {
        return items.stream().map(Item::sql).collect(Collectors.joining(", "));
    }

    /** The keys as columns {@code k0}, {@code k1} … of a page. */
    String columns() {
        return each(n -> items.get(n).key().expression() + " as k" + n);
    }

    /** The order of a page that has {@link #columns()}. */
    String ofPage() {
        return each(n -> "page.k" + n + (items.get(n).descending() ? " desc" : " asc"));
    }

    private String each(IntFunction<String> text) {
        return IntStream.range(0, items.size()).mapToObj(text).collect(Collectors.joining(", "));
    }

    /** The keys as text, to be read from the row of a marker. */
    String keysAsText() {
        return items.stream()
                .map(item -> "(" + item.key().expression() + ")::text")
                .collect(Collectors.joining(", "));
    }

    /** Rows after the marker. One direction for all keys is one comparison of rows, which an index answers. */
    Condition after(List<String> marker) {
        if (items.stream().map(Item::descending).distinct().count() == 1) {
            String keys = items.stream().map(item -> item.key().expression()).collect(Collectors.joining(", "));
            String values = items.stream().map(item -> item.key().placeholder()).collect(Collectors.joining(", "));
            String sign = items.getFirst().descending() ? "<" : ">";
            return new Condition("(%s) %s (%s)".formatted(keys, sign, values), List.copyOf(marker));
        }
        return afterMixed(marker);
    }

    private Condition afterMixed(List<String> marker) {
        List<String> cases = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            String sign = item.descending() ? "<" : ">";
            cases.add(equal + item.key().expression() + " " + sign + " "
                    + item.key().placeholder());
            values.addAll(marker.subList(0, i + 1));
            equal.append(item.key().expression())
                    .append(" = ")
                    .append(item.key().placeholder())
                    .append(" and ");
        }
        return new Condition("(" + String.join(" or ", cases) + ")", values);
    }

    private static List<Item> combined(Query query) {
        if (query.last("sort_key").isPresent() || query.last("sort_dir").isPresent()) {
            throw ProblemException.badRequest("Parameter 'sort' cannot be combined with 'sort_key' or 'sort_dir'.");
        }
        List<Item> items = new ArrayList<>();
        for (String part : query.last("sort").orElseThrow().split(",", -1)) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part : part.substring(0, colon);
            add(
                    items,
                    key("sort", name.trim()),
                    colon < 0 || descending("sort", part.substring(colon + 1).trim()));
        }
        return items;
    }

    private static List<Item> separate(Query query) {
        List<String> names = query.each("sort_key");
        List<String> directions = query.each("sort_dir");
        List<SortKey> keys = names.isEmpty()
                ? List.of(SortKey.CREATED_AT)
                : names.stream().map(name -> key("sort_key", name.trim())).toList();
        if (directions.size() > 1 && directions.size() != keys.size()) {
            throw ProblemException.badRequest("There must be one 'sort_dir', or as many as there are 'sort_key'.");
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean descending = directions.isEmpty()
                    || descending(
                            "sort_dir",
                            directions.get(directions.size() == 1 ? 0 : i).trim());
            add(items, keys.get(i), descending);
        }
        return items;
    }

    /** A key named again says nothing new. */
    private static void add(List<Item> items, SortKey key, boolean descending) {
        if (items.stream().noneMatch(item -> item.key() == key)) {
            items.add(new Item(key, descending));
        }
    }

    private static SortKey key(String parameter, String word) {
        return SortKey.of(word)
                .orElseThrow(
                        () -> ProblemException.badRequest("Parameter '%s' names an unknown key.".formatted(parameter)));
    }

    private static boolean descending(String parameter, String word) {
        return switch (word) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw ProblemException.badRequest("Parameter '%s' must say asc or desc.".formatted(parameter));
        };
    }
}
