package io.vitrine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the database with image records straight by SQL: 500 of project {@code demo}, 200 public ones, the rest private ones of a
 * thousand other projects, a minute apart.
 */
final class Seeder {
    private Seeder() {}

    /** Adds what is missing to {@code count} and writes the ids that {@code demo} can show into a file, one a line. */
    static Path seed(Connection database, int count) throws SQLException, java.io.IOException {
        try (Statement statement = database.createStatement()) {
            long present;
            try (ResultSet rows = statement.executeQuery("select count(*) from images")) {
                rows.next();
                present = rows.getLong(1);
            }
            if (present < count) {
                statement.executeUpdate("""
                        insert into images (id, name, status, visibility, owner, tags, disk_format, container_format, min_disk, min_ram,
                            size, virtual_size, checksum, os_hash_algo, os_hash_value, properties, version, created_at, updated_at)
                        select gen_random_uuid(), 'image ' || n, 'active',
                            case when n %% 500 = 1 then 'public' else 'private' end,
                            case when n %% 200 = 0 then 'demo' else 'project-' || n %% 1000 end,
                            array['bench', 'n' || n %% 10], 'qcow2', 'bare', 10, 512, 1073741824, 10737418240,
                            md5(n::text), 'sha512', repeat(md5(n::text), 4),
                            jsonb_build_object('os_distro', 'debian', 'os_version', (n %% 13)::text, 'hw_disk_bus', 'virtio'),
                            1, t, t
                        from generate_series(1, %d) n, lateral (select now() - n * interval '1 minute' as t) times
                        """.formatted(count - present));
                statement.execute("vacuum analyze images");
            }
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select id from images where deleted_at is null and (owner = 'demo' or visibility = 'public')")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            Path file = Files.createTempFile("vitrine-bench-ids", ".txt");
            file.toFile().deleteOnExit();
            return Files.write(file, ids);
        }
    }
}
