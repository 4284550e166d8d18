package io.vitrine.imageapi.cache;

import io.vitrine.imageapi.gateway.CachingGateways;
import io.vitrine.imageapi.gateway.Gateway;
import io.vitrine.imageapi.gateway.GatewayAnswer;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gateways that keep a cache: all that live, or the one that a caller names by its id or its address. */
@ApplicationScoped
class Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final long RETRY_AFTER_SECONDS = 10;
    private static final int TOO_LARGE = 413;

    private final CachingGateways caching;
    private final Gateways gateways;

    Nodes(CachingGateways caching, Gateways gateways) {
        this.caching = caching;
        this.gateways = gateways;
    }

    /** @throws ProblemException 404 while no gateway keeps a cache */
    void requireOn() {
        if (!caching.isOn()) {
            throw ProblemException.notFound("Caching via API is not supported at this site.");
        }
    }

    /**
     * What those say that answer.
     *
     * @throws ProblemException 400 for a node that is none, 503 when nobody answers
     */
    <T> Map<Gateway, T> read(@Nullable String node, GatewayCall<T> call) {
        Map<Gateway, T> done = new LinkedHashMap<>();
        for (GatewayAnswer<T> answer : gateways.each(chosen(node), call)) {
            switch (answer) {
                case GatewayAnswer.Done<T> said -> done.put(said.gateway(), said.required());
                case GatewayAnswer.Refused<T> refused ->
                    warn(refused.gateway(), refused.problem().detail());
                case GatewayAnswer.Silent<T> silent -> warn(silent.gateway(), silent.reason());
            }
        }
        if (done.isEmpty()) {
            throw unavailable("No gateway tells what is in its cache just now. Try again later.");
        }
        return done;
    }

    /**
     * What all of them say, each of which must have done it.
     *
     * @throws ProblemException 400 for a node that is none, 413 when one holds as much as it may, 503 when one does not answer
     */
    <T> List<@Nullable T> change(@Nullable String node, GatewayCall<T> call) {
        List<@Nullable T> done = new ArrayList<>();
        int missing = 0;
        for (GatewayAnswer<T> answer : gateways.each(chosen(node), call)) {
            switch (answer) {
                case GatewayAnswer.Done<T> said -> done.add(said.body());
                case GatewayAnswer.Refused<T> refused -> {
                    if (refused.problem().status() == TOO_LARGE) {
                        throw ProblemException.of(
                                ProblemType.TOO_LARGE, refused.problem().detail());
                    }
                    warn(refused.gateway(), refused.problem().detail());
                    missing++;
                }
                case GatewayAnswer.Silent<T> silent -> {
                    warn(silent.gateway(), silent.reason());
                    missing++;
                }
            }
        }
        if (missing > 0) {
            throw unavailable("%d of %d gateways did not do it. Ask again: what is done stays done."
                    .formatted(missing, missing + done.size()));
        }
        return done;
    }

    private List<Gateway> chosen(@Nullable String node) {
        List<Gateway> live = caching.live();
        if (node != null && !node.isEmpty()) {
            live = live.stream()
                    .filter(gateway ->
                            gateway.id().equals(node) || gateway.url().equals(node))
                    .toList();
            if (live.isEmpty()) {
                throw ProblemException.badRequest(
                        "The parameter 'node' names no gateway that keeps a cache and lives.");
            }
        } else if (live.isEmpty()) {
            throw unavailable("No gateway that keeps a cache lives just now. Try again later.");
        }
        return live;
    }

    private static ProblemException unavailable(String message) {
        return ProblemException.unavailable(message, RETRY_AFTER_SECONDS);
    }

    private static void warn(Gateway gateway, String reason) {
        LOG.atWarn()
                .addKeyValue("gateway", gateway.id())
                .addKeyValue("reason", reason)
                .log("A gateway does not answer a call to its cache");
    }
}
