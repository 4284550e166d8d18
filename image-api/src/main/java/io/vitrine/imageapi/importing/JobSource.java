package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Where the bytes of an import are that the system holds already. */
@ApplicationScoped
class JobSource {
    private static final String STAGED =
            "select id, store, url, crc32c, part_bytes from image_locations where image_id = ? and status = 'staged' order by id";
    private static final String COPIES = """
            select l.id, l.store, l.url, l.crc32c, l.part_bytes from image_locations l left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' and l.bad_since is null
            order by coalesce(s.is_default, false) desc, coalesce(s.weight, 0) desc, l.id
            """;

    private final Tasks tasks;
    private final ImageRepository images;
    private final Sql sql;

    JobSource(Tasks tasks, ImageRepository images, Sql sql) {
        this.tasks = tasks;
        this.images = images;
        this.sql = sql;
    }

    /** @throws ProblemException 409 ({@code stale}), or 404 when there are none */
    @Transactional
    DownloadGrant of(UUID id, long generation) {
        Task task = tasks.find(id).orElseThrow(Task::stale);
        ImageRow image = images.findByIdOptional(task.imageId()).orElseThrow(Task::stale);
        task.requireRunning(generation, image);
        boolean copies = task.copies();
        List<DownloadGrant.Location> places = sql.list(copies ? COPIES : STAGED, JobSource::location, image.id);
        if (places.isEmpty()) {
            throw ProblemException.notFound(
                    copies
                            ? "Image not found in any configured store."
                            : "No data of image %s is staged.".formatted(image.id));
        }
        return new DownloadGrant(image.id, Objects.requireNonNull(image.size), null, null, null, places);
    }

    private static DownloadGrant.Location location(ResultSet row) throws SQLException {
        return new DownloadGrant.Location(
                row.getLong("id"),
                row.getString("store"),
                row.getString("url"),
                Sql.optionalLong(row, "crc32c"),
                Sql.optionalLong(row, "part_bytes"));
    }
}
