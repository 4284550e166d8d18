package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vitrine.contracts.egress.AddressRules;
import io.vitrine.contracts.egress.HostName;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.UriFilter.Verdict;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way out: opens a source for reading, following redirects itself, every hop judged by text and by address before a single packet
 * is sent to it (S-30, S-31). Blocks its thread, which should be a virtual one; an interrupt ends it and drops the connection.
 */
public final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Vertx vertx;
    private final PinnedClient client;
    private final UriFilter filter;
    private final AddressRules addresses;
    private final HostResolver resolver;
    private final FetchLimits limits;
    private final int maxRedirects;

    Fetcher(Vertx vertx, PinnedClient client, FilterConfig config, HostResolver resolver, FetchLimits limits) {
        this.vertx = vertx;
        this.client = client;
        this.filter = new UriFilter(config);
        this.addresses = new AddressRules(
                config.allowCidrs().orElse(List.of()), config.denyCidrs().orElse(List.of()));
        this.resolver = resolver;
        this.limits = limits;
        this.maxRedirects = config.maxRedirects();
    }

    /** With the system's resolver and the runtime's trusted certificates. */
    public static Fetcher configured(Vertx vertx, FilterConfig config, ProxyConfig proxy, FetchLimits limits) {
        PinnedClient client =
                new PinnedClient(vertx.createHttpClient(PinnedClient.options(limits)), limits, Egress.of(proxy));
        return new Fetcher(vertx, client, config, new BoundedResolver(limits.connect()), limits);
    }

    /** Opens the source. The caller closes what it gets. A source that does not answer just now is asked a few times. */
    public FetchOutcome open(SourceRequest request) throws InterruptedException {
        Context context = vertx.getOrCreateContext();
        long deadline = System.nanoTime() + limits.total().toNanos();
        Duration pause = limits.pause();
        FetchOutcome outcome = open(context, request, deadline);
        for (int asked = 1; asked < limits.openings() && System.nanoTime() - deadline < 0; asked++) {
            if (!(outcome instanceof Failed failed) || !failed.mayPass()) {
                return outcome;
            }
            Thread.sleep(pause);
            pause = FetchLimits.longer(pause);
            outcome = open(context, request, deadline);
        }
        return outcome;
    }

    private FetchOutcome open(Context context, SourceRequest request, long deadline) throws InterruptedException {
        return switch (ask(context, request, deadline, 0, null)) {
            case Hop.Ended(FetchOutcome end) -> end;
            case Hop.Answered(Answer answer) ->
                new FirstAnswer(context, answer, request, limits, deadline)
                        .judge((offset, validator) -> ask(context, request, deadline, offset, validator));
        };
    }

    /** From the URI through its redirects; a later question starts at the URI, too, because the addresses behind it may be made for one use. */
    private Hop ask(Context context, SourceRequest request, long deadline, long offset, @Nullable String validator)
            throws InterruptedException {
        Verdict verdict = filter.judge(request.uri());
        Target first = verdict instanceof Verdict.Allowed(Target target) ? target : null;
        for (int redirects = 0; redirects <= maxRedirects; redirects++) {
            switch (verdict) {
                case Verdict.Denied(String reason) -> {
                    return new Hop.Ended(denied(redirects, reason));
                }
                case Verdict.Allowed(Target target) -> {
                    Map<String, String> headers = new HashMap<>(part(offset, validator));
                    if (first != null && target.sameOrigin(first)) {
                        headers.putAll(request.credentials());
                    }
                    Hop hop = ask(context, target, headers, deadline, redirects);
                    if (!(hop instanceof Hop.Answered(Answer answer)) || !REDIRECTS.contains(answer.statusCode())) {
                        return hop;
                    }
                    answer.close();
                    verdict = next(target, answer.header("Location"));
                }
            }
        }
        return new Hop.Ended(Failed.forGood("it redirects too often"));
    }

    private static Map<String, String> part(long offset, @Nullable String validator) {
        if (offset == 0) {
            return Map.of();
        }
        String range = "bytes=" + offset + "-";
        return validator == null ? Map.of("Range", range) : Map.of("Range", range, "If-Range", validator);
    }

    /** One request. The name is resolved once, all its addresses must pass, and the connection goes to one of exactly these. */
    private Hop ask(Context context, Target target, Map<String, String> headers, long deadline, int redirects)
            throws InterruptedException {
        List<InetAddress> found;
        try {
            found = resolve(target.host());
        } catch (UnknownHostException e) {
            LOG.atInfo().addKeyValue(LogKeys.HOST, target.host().text()).log("The source's name does not resolve");
            return new Hop.Ended(Failed.forNow("its host name does not resolve"));
        }
        if (!found.stream().allMatch(addresses::permit)) {
            return new Hop.Ended(denied(redirects, "its host has an address that is not allowed"));
        }
        try {
            return new Hop.Answered(client.get(context, target, headers, found, deadline));
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.HOST, target.host().text())
                    .addKeyValue(LogKeys.CAUSE, e.toString())
                    .log("The source does not answer");
            // One sentence for refused, filtered, silent and TLS: a user must not learn about networks by asking us.
            return new Hop.Ended(Failed.forNow("it could not be connected to or did not answer"));
        }
    }

    private List<InetAddress> resolve(HostName host) throws UnknownHostException, InterruptedException {
        InetAddress literal = host.address();
        return literal == null ? resolver.resolve(host.text()) : List.of(literal);
    }

    private Verdict next(Target from, @Nullable String location) {
        if (location == null || location.isBlank()) {
            return new Verdict.Denied("it redirects without saying where to");
        }
        try {
            Verdict verdict = filter.judge(from.uri().resolve(location));
            boolean downgrade = verdict instanceof Verdict.Allowed(Target to) && from.https() && !to.https();
            return downgrade ? new Verdict.Denied("it redirects from https to http") : verdict;
        } catch (IllegalArgumentException e) {
            return new Verdict.Denied("it redirects to something that is not a URI");
        }
    }

    private static Denied denied(int redirects, String reason) {
        LOG.atInfo().addKeyValue(LogKeys.REASON, reason).log("A source is not allowed");
        return new Denied(
                redirects == 0
                        ? "The URI for web-download does not pass filtering: " + reason + "."
                        : "Redirect to disallowed URL: " + reason + ".");
    }
}
