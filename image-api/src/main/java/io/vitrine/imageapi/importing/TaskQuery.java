package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.image.ImageId;
import io.vitrine.imageapi.image.PageConfig;
import io.vitrine.imageapi.image.Query;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The parameters of {@code GET /v2/tasks} (spec: images, section 20).
 *
 * @param filters columns and the text that they must have
 * @param marker the last task of the page before
 */
record TaskQuery(int limit, Optional<UUID> marker, String sortKey, boolean ascending, Map<String, String> filters) {
    private static final Set<String> PAGING = Set.of("limit", "marker", "sort_key", "sort_dir");
    private static final Set<String> SORT_KEYS = Set.of("created_at", "updated_at", "id", "type", "status", "owner");
    private static final Set<String> COLUMNS =
            Set.of("id", "type", "status", "owner", "image_id", "request_id", "user_id", "message");
    private static final Set<String> STATUSES = Set.of("pending", "processing", "success", "failure");

    TaskQuery {
        filters = Map.copyOf(filters);
    }

    /** @throws ProblemException 400 */
    static TaskQuery of(Query query, PageConfig pages) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (Query.Parameter parameter : query.parameters()) {
            if (!PAGING.contains(parameter.name())) {
                filters.put(parameter.name(), filter(parameter));
            }
        }
        String sortKey = query.last("sort_key").orElse("created_at");
        String direction = query.last("sort_dir").orElse("desc");
        require(SORT_KEYS.contains(sortKey), "Tasks cannot be sorted by '%s'.".formatted(sortKey));
        require(List.of("asc", "desc").contains(direction), "Parameter 'sort_dir' must be asc or desc.");
        Optional<UUID> marker = query.last("marker")
                .map(text -> ImageId.parse(text)
                        .orElseThrow(() -> ProblemException.badRequest("Parameter 'marker' must be a UUID.")));
        return new TaskQuery(limit(query, pages), marker, sortKey, direction.equals("asc"), filters);
    }

    private static String filter(Query.Parameter parameter) {
        String value = parameter.value();
        require(COLUMNS.contains(parameter.name()), "Tasks cannot be filtered by '%s'.".formatted(parameter.name()));
        switch (parameter.name()) {
            case "status" ->
                require(STATUSES.contains(value), "Filter 'status' must be pending, processing, success or failure.");
            case "type" -> require(value.equals(NewTask.IMPORT), "Filter 'type' must be import.");
            default -> {}
        }
        return value;
    }

    private static int limit(Query query, PageConfig pages) {
        Optional<String> wanted = query.last("limit");
        if (wanted.isEmpty()) {
            return pages.byDefault();
        }
        require(wanted.get().matches("\\d{1,9}"), "Parameter 'limit' must be a number from 0 on.");
        return Math.min(Integer.parseInt(wanted.get()), pages.max());
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw ProblemException.badRequest(otherwise);
        }
    }
}
