package io.vitrine.imageapi.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as users see it (spec: images, section 17). Flags are the string {@code "true"} or absent: clients compare text.
 *
 * @param type with the fields after it, only in the detailed list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoreView(
        String id,
        @Nullable String description,
        @JsonProperty("default") @Nullable String isDefault,
        @JsonProperty("read-only") @Nullable String readOnly,
        @Nullable String type,
        @Nullable Integer weight,
        @Nullable Map<String, Object> properties) {
    record Page(List<StoreView> stores) {}

    static StoreView plain(Store store) {
        return new StoreView(
                store.id(), description(store), flag(store.isDefault()), flag(store.readOnly()), null, null, null);
    }

    static StoreView detailed(Store store) {
        return new StoreView(
                store.id(),
                description(store),
                flag(store.isDefault()),
                flag(store.readOnly()),
                store.type(),
                store.weight(),
                store.properties());
    }

    private static @Nullable String description(Store store) {
        String text = store.description();
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable String flag(boolean set) {
        return set ? "true" : null;
    }
}
