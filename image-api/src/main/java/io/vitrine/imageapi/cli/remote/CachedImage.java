package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.cli.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A row of the list of cached images, as it is printed. */
record CachedImage(String id, String accessed, String modified, String size, String hits) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    static List<CachedImage> of(JsonNode images) {
        List<CachedImage> all = new ArrayList<>();
        for (JsonNode image : images) {
            all.add(new CachedImage(
                    image.path("image_id").asText(),
                    time(image.path("last_accessed")),
                    time(image.path("last_modified")),
                    image.path("size").asText(),
                    image.path("hits").asText()));
        }
        return all;
    }

    static Table table(List<CachedImage> images) {
        Table table = new Table("ID", "Last Accessed (UTC)", "Last Modified (UTC)", "Size", "Hits");
        images.forEach(image -> table.row(image.id, image.accessed, image.modified, image.size, image.hits));
        return table;
    }

    private static String time(JsonNode seconds) {
        double since = seconds.asDouble();
        return since == 0 ? "N/A" : TIME.format(Instant.ofEpochMilli(Math.round(since * 1_000)));
    }
}
