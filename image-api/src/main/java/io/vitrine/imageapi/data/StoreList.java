package io.vitrine.imageapi.data;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists {@code os_glance_importing_to_stores} and {@code os_glance_failed_import}: sorted, each store once; null is an absent list. */
public final class StoreList {
    private StoreList() {}

    public static List<String> with(@Nullable List<String> stores, String store) {
        return Stream.concat(stores == null ? Stream.of() : stores.stream(), Stream.of(store))
                .distinct()
                .sorted()
                .toList();
    }

    public static List<String> without(@Nullable List<String> stores, String store) {
        return stores == null
                ? List.of()
                : stores.stream().filter(each -> !each.equals(store)).toList();
    }

    public static boolean isEmpty(@Nullable List<String> stores) {
        return stores == null || stores.isEmpty();
    }
}
