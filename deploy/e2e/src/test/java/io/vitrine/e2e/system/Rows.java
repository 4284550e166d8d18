package io.vitrine.e2e.system;

import io.vitrine.local.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** image-api's tables, read as an operator would; only limits are written. */
public final class Rows {
    private final Database database;

    Rows(Database database) {
        this.database = database;
    }

    /** The rows, each by the names of its columns. */
    public List<Map<String, Object>> select(String sql, Object... parameters) {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var rows = new ArrayList<Map<String, Object>>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    public long count(String sql, Object... parameters) {
        return ((Number) select(sql, parameters).getFirst().values().iterator().next()).longValue();
    }

    /** Sets a project's limit of this name. */
    public void limit(String project, String name, long value) {
        select("""
                insert into quota_limits (project, name, value) values (?, ?, ?)
                on conflict (project, name) do update set value = excluded.value returning value""", project, name, value);
    }

    /** Holds an image's row until it is closed: nobody can change the image meanwhile, and who wants to waits. */
    public Held hold(String imageId) {
        try {
            Connection connection = connect(database);
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select 1 from images where id = ?::uuid for update")) {
                lock.setString(1, imageId);
                lock.executeQuery().close();
            }
            return connection::close;
        } catch (SQLException e) {
            throw new IllegalStateException("the image " + imageId + " cannot be held: " + e.getMessage(), e);
        }
    }

    /** A row that is held. */
    public interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Locations of an image that are not forgotten yet. */
    public long locations(String imageId) {
        return count("select count(*) from image_locations where image_id = ?::uuid", imageId);
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
