package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.imageapi.data.SizeConfig;
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
            "select id, store, url, crc32c, part_bytes from image_locations where image_id = ? and status = 'staged' and ";
    private static final String BY_TASK = STAGED + "task_id = ? order by id";
    private static final String BY_USER = STAGED + "task_id is null order by id";

    private static final String COPIES = """
            select l.id, l.store, l.url, l.crc32c, l.part_bytes from image_locations l left join stores s on s.id = l.store
            where l.image_id = ? and l.status = 'active' and l.bad_since is null
            order by coalesce(s.is_default, false) desc, coalesce(s.weight, 0) desc, l.id
            """;

    private final Tasks tasks;
    private final ImageRepository images;
    private final Sql sql;
    private final Plugins plugins;
    private final SizeConfig sizes;

    JobSource(Tasks tasks, ImageRepository images, Sql sql, Plugins plugins, SizeConfig sizes) {
        this.tasks = tasks;
        this.images = images;
        this.sql = sql;
        this.plugins = plugins;
        this.sizes = sizes;
    }

    /** @throws ProblemException 409 ({@code stale}), or 404 when there are none */
    @Transactional
    DownloadGrant of(UUID id, long generation) {
        Task task = tasks.find(id).orElseThrow(Task::stale);
        ImageRow image = running(task, generation);
        // Bytes that one store has got are those of all, whatever became of the staged ones.
        if (!task.copies() && image.osHashValue == null) {
            return staged(image, task);
        }
        List<DownloadGrant.Location> places = sql.list(COPIES, JobSource::location, image.id);
        if (places.isEmpty()) {
            throw ProblemException.notFound("Image not found in any configured store.");
        }
        return grant(image, Objects.requireNonNull(image.size), places);
    }

    /**
     * The staged bytes, for a plugin that works on them.
     *
     * @throws ProblemException 409 ({@code stale}), 400 when no plugin does, or 404 when there are none
     */
    @Transactional
    StagedSource staged(UUID id, long generation) {
        Task task = tasks.find(id).orElseThrow(Task::stale);
        ImageRow image = running(task, generation);
        if (task.copies() || !plugins.changeBytes()) {
            throw ProblemException.badRequest("This import does nothing to its bytes.");
        }
        return new StagedSource(staged(image, task), image.diskFormat, image.containerFormat, sizes.cap());
    }

    /** What the import has staged itself, else what was staged for it. */
    private DownloadGrant staged(ImageRow image, Task task) {
        List<DownloadGrant.Location> places = sql.list(BY_TASK, JobSource::location, image.id, task.id());
        if (places.isEmpty()) {
            places = sql.list(BY_USER, JobSource::location, image.id);
        }
        if (places.isEmpty()) {
            throw ProblemException.notFound("No data of image %s is staged.".formatted(image.id));
        }
        return grant(image, size(image, places), places);
    }

    /** Places that were staged by an earlier release do not say how many bytes they have. */
    private static long size(ImageRow image, List<DownloadGrant.Location> places) {
        return places.stream().anyMatch(place -> place.partBytes() == null)
                ? Objects.requireNonNull(image.size)
                : places.stream()
                        .map(DownloadGrant.Location::partBytes)
                        .mapToLong(Objects::requireNonNull)
                        .sum();
    }

    private ImageRow running(Task task, long generation) {
        ImageRow image = images.findByIdOptional(task.imageId()).orElseThrow(Task::stale);
        task.requireRunning(generation, image);
        return image;
    }

    private static DownloadGrant grant(ImageRow image, long size, List<DownloadGrant.Location> places) {
        return new DownloadGrant(image.id, size, null, null, null, places);
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
