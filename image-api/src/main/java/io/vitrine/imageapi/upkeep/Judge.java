package io.vitrine.imageapi.upkeep;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of names of objects what they are to this system.
 *
 * <p>Why an {@code ORPHAN} stays one: a row for a name is written before its first byte, with a generation that its image never had before,
 * and is removed after the last one. So a name whose generation is not above its image's, and that no row stands for, never gets one.
 */
@ApplicationScoped
class Judge {
    private static final Pattern OURS =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([1-9]\\d{0,17})");
    /** Locations of any store and any image count: several stores may share one place, and a URL may name another image's object. */
    private static final String QUERY = """
            select f.image::text || '.' || f.generation as name,
                case
                    when exists (select 1 from image_locations l
                        where l.image_id = f.image and (l.generation = f.generation or l.object_name = f.image || '.' || f.generation))
                        or exists (select 1 from image_locations l
                            where substring(l.url from '[^/]*$') = f.image || '.' || f.generation)
                        or exists (select 1 from uploads u
                            where u.image_id = f.image and u.generation = f.generation and u.state = 'open') then 'LIVE'
                    when i.id is null and r.id is null then 'FOREIGN'
                    when f.generation > i.generation then 'AHEAD'
                    else 'ORPHAN'
                end as finding
            from unnest(?, ?) as f (image, generation)
                left join images i on i.id = f.image left join retired_image_ids r on r.id = f.image
            """;

    private final Sql sql;

    Judge(Sql sql) {
        this.sql = sql;
    }

    /** One finding for each name. */
    Map<String, Finding> judge(List<String> names) {
        Map<String, Finding> findings = new HashMap<>();
        List<UUID> images = new ArrayList<>();
        List<Long> generations = new ArrayList<>();
        for (String name : names) {
            Matcher ours = OURS.matcher(name);
            if (ours.matches()) {
                images.add(UUID.fromString(ours.group(1)));
                generations.add(Long.parseLong(ours.group(2)));
            }
            findings.put(name, Finding.FOREIGN);
        }
        sql.list(
                        QUERY,
                        row -> Map.entry(row.getString("name"), Finding.valueOf(row.getString("finding"))),
                        images.toArray(UUID[]::new),
                        generations.toArray(Long[]::new))
                .forEach(found -> findings.put(found.getKey(), found.getValue()));
        return findings;
    }

    /** An empty count of everything. */
    static Map<Finding, Long> noCount() {
        Map<Finding, Long> count = new EnumMap<>(Finding.class);
        for (Finding finding : Finding.values()) {
            count.put(finding, 0L);
        }
        return count;
    }
}
