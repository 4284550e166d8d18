package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.auth.CurrentCaller.Token;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.sweep.SweepStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;

/** Users' tokens beside their tasks: from the request to the claim, or until they expire. Nobody else ever reads them. */
@ApplicationScoped
class TaskTokens implements SweepStep {
    private static final String KEEP = "update tasks set sealed_token = ?, token_expires = ? where id = ?";
    private static final String VALID =
            "select sealed_token from tasks where id = ? and sealed_token is not null and token_expires > clock_timestamp()";
    private static final String FORGET =
            "update tasks set sealed_token = null, token_expires = null where id = ? and sealed_token is not null";
    private static final String FORGET_EXPIRED =
            "update tasks set sealed_token = null, token_expires = null where sealed_token is not null and token_expires < clock_timestamp()";

    private final Sql sql;
    private final SealedTokens seal;

    TaskTokens(Sql sql, SealedTokens seal) {
        this.sql = sql;
        this.seal = seal;
    }

    void keep(UUID task, Token token) {
        sql.update(KEEP, seal.seal(task, token.value()), Timestamp.from(token.expires()), task);
    }

    /** Once; empty when there is none any more. In the claim's transaction. */
    Optional<String> take(UUID task) {
        Optional<byte[]> sealed = sql.first(VALID, row -> row.getBytes("sealed_token"), task);
        sql.update(FORGET, task);
        return sealed.flatMap(bytes -> seal.open(task, bytes));
    }

    @Override
    public void sweep() {
        sql.update(FORGET_EXPIRED);
    }
}
