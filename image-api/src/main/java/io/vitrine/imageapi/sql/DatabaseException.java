package io.vitrine.imageapi.sql;

import java.sql.SQLException;

/** A statement did not work. Its cause says whether trying again makes sense. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super("the database refused a statement", cause);
    }
}
