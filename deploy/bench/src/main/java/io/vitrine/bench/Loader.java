package io.vitrine.bench;

import io.vitrine.local.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Fills a database with images as clouds hold them, straight by SQL: {@code load.sql} says how they are. */
record Loader(int images, int projects) {
    void fill(Database database) throws SQLException, IOException {
        try (InputStream in = Objects.requireNonNull(Loader.class.getResourceAsStream("/load.sql"));
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${images}", String.valueOf(images))
                    .replace("${projects}", String.valueOf(projects));
            statement.execute("set work_mem = '64MB'");
            statement.execute(script);
            statement.execute("vacuum analyze");
        }
    }
}
