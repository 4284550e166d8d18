package io.vitrine.imageapi.problem;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of the database that are no fault of ours and that a client should meet by trying again. */
final class DatabaseTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTrouble.class);
    private static final long AWAY_SECONDS = 5;
    private static final long COLLISION_SECONDS = 1;
    /** Chains are short; one that is not may be a loop. */
    private static final int MAX_DEPTH = 20;

    private DatabaseTrouble() {}

    static Optional<ProblemException> recognise(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException) {
                return Optional.of(ProblemException.conflict("The image was changed by another request. Try again."));
            }
            if (cause instanceof SQLException sql) {
                return recognise(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<ProblemException> recognise(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            // The pool's own: no connection was free in time.
            return e.getMessage() != null && e.getMessage().contains("timeout")
                    ? Optional.of(away(e))
                    : Optional.empty();
        }
        if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) {
            LOG.atInfo().addKeyValue("sqlState", state).log("two requests collided in the database");
            return Optional.of(ProblemException.unavailable(
                    "Another request works on the same data. Try again.", COLLISION_SECONDS));
        }
        if (state.startsWith("22")) {
            LOG.atWarn()
                    .addKeyValue("sqlState", state)
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("a value passed our checks that the database cannot hold");
            return Optional.of(ProblemException.badRequest("The request holds a value that is out of range."));
        }
        // Connection lost or refused; server starting, stopping or out of connections; statement took too long;
        // read-only after a take-over.
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("53") || state.equals("25006")) {
            return Optional.of(away(e));
        }
        return Optional.empty();
    }

    private static ProblemException away(SQLException e) {
        LOG.atError()
                .addKeyValue("sqlState", String.valueOf(e.getSQLState()))
                .addKeyValue("cause", String.valueOf(e.getMessage()))
                .log("the database cannot be used");
        return ProblemException.unavailable("The image database cannot be reached just now.", AWAY_SECONDS);
    }
}
