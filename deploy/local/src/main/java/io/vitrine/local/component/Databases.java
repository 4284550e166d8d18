package io.vitrine.local.component;

import io.vitrine.local.LocalFailure;
import io.vitrine.local.Port;
import io.vitrine.local.Workplace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;

/** The databases of the local PostgreSQL, each owned by a role of its own name. */
public final class Databases {
    static final String ADMIN = "vitrine";
    /** image-api's database and role. */
    public static final String IMAGE_API = "image_api";
    /** Keycloak's database and role. */
    public static final String KEYCLOAK = "keycloak";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Workplace place;

    /** Of the server in this place. */
    public Databases(Workplace place) {
        this.place = place;
    }

    /** The JDBC address of a database. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + place.port(Port.POSTGRESQL) + "/" + database;
    }

    /** Makes role and database where they are not there yet. */
    public void ensure(String name, String password) {
        demandName(name);
        try (Connection admin = connect()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                run(admin, "CREATE ROLE " + name + " LOGIN PASSWORD '" + literal(password) + "'");
            }
            if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                run(admin, "CREATE DATABASE " + name + " OWNER " + name);
            }
        } catch (SQLException e) {
            throw failure(name, e);
        }
    }

    /** Removes a database, whoever is connected to it. */
    public void drop(String name) {
        demandName(name);
        try (Connection admin = connect()) {
            run(admin, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            throw failure(name, e);
        }
    }

    boolean answer() {
        try (Connection admin = connect()) {
            return admin.isValid(2);
        } catch (SQLException e) {
            // Not listening yet, or "the database system is starting up": asked again shortly.
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var login = new Properties();
        login.setProperty("user", ADMIN);
        login.setProperty("password", place.secrets().databaseAdmin());
        login.setProperty("connectTimeout", "5");
        // Not DriverManager alone: in a test JVM the driver may be loaded by a class loader that it does not look at.
        Connection connection = new org.postgresql.Driver().connect(url("postgres"), login);
        return connection == null ? DriverManager.getConnection(url("postgres"), login) : connection;
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }

    private static void demandName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new LocalFailure(
                    "\"" + name + "\" is no name for a database here: small letters, digits and _ only.");
        }
    }

    private static LocalFailure failure(String name, SQLException e) {
        return new LocalFailure("PostgreSQL would not give the database " + name + ": " + e.getMessage() + ".", e);
    }
}
