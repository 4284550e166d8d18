package io.vitrine.imageapi.gateway;

import io.vitrine.contracts.internal.Problem;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways that live, and calls to them with this service's own token. Works in the service and in the operator's command. Do not call
 * from within a transaction: a gateway that hangs would hold its locks.
 */
@ApplicationScoped
public class Gateways {
    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);
    /** Three announcements were missed: it is gone, or cannot reach us. */
    private static final Duration LIVES = Duration.ofSeconds(35);

    private static final String LIVE = """
            select id, url from (
                select distinct on (url) id, url, seen_at from gateways
                where seen_at > clock_timestamp() - ? * interval '1 millisecond' order by url, seen_at desc) each_address
            order by seen_at desc, id
            """;
    private static final long RETRY_AFTER_SECONDS = 10;

    private final Sql sql;
    private final GatewayClient client;

    Gateways(Sql sql, GatewayClient client) {
        this.sql = sql;
        this.client = client;
    }

    /** The gateways that were heard of lately, the latest first; of those with one address only the latest, whose predecessor was restarted. */
    public List<Gateway> live() {
        return sql.list(LIVE, Gateways::gateway, LIVES);
    }

    /** Asks every live gateway at the same time. One answer for each: what cannot be reached is among them. */
    public <T> List<GatewayAnswer<T>> all(GatewayCall<T> call) {
        return each(live(), call);
    }

    /** Asks these gateways at the same time. One answer for each, in their order. */
    public <T> List<GatewayAnswer<T>> each(List<Gateway> gateways, GatewayCall<T> call) {
        List<GatewayAnswer<T>> answers = new ArrayList<>();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<GatewayAnswer<T>>> asked = gateways.stream()
                    .map(gateway -> calls.submit(() -> client.call(gateway, call)))
                    .toList();
            for (Future<GatewayAnswer<T>> answer : asked) {
                answers.add(answer.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while gateways were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call to a gateway ends with a value", e);
        }
        return answers;
    }

    /**
     * Asks one gateway, and the next one when it cannot be reached or does not serve the store that the call is about. A call that was
     * given up half-way may have had its effect: it must be one that can be repeated.
     *
     * @return done or refused; never silent
     * @throws ProblemException 503 when no gateway answers
     */
    public <T> GatewayAnswer<T> any(GatewayCall<T> call) {
        for (Gateway gateway : live()) {
            GatewayAnswer<T> answer = client.call(gateway, call);
            switch (answer) {
                case GatewayAnswer.Done<T> done -> {
                    return done;
                }
                case GatewayAnswer.Refused<T> refused
                when !Problem.UNKNOWN_STORE.equals(refused.problem().type()) -> {
                    return refused;
                }
                case GatewayAnswer.Refused<T> stranger -> tryNext(gateway, "it does not serve the store");
                case GatewayAnswer.Silent<T> silent -> tryNext(gateway, silent.reason());
            }
        }
        throw ProblemException.unavailable(
                "No gateway to the stores can be reached just now. Try again later.", RETRY_AFTER_SECONDS);
    }

    private static void tryNext(Gateway gateway, String reason) {
        LOG.atWarn()
                .addKeyValue("gateway", gateway.id())
                .addKeyValue("reason", reason)
                .log("a gateway does not answer a call; the next one is asked");
    }

    private static Gateway gateway(ResultSet row) throws SQLException {
        return new Gateway(row.getString("id"), row.getString("url"));
    }
}
