package io.vitrine.imageapi.problem;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The id under which a request is known to its caller, in our tasks and in our logs. Every answer carries it, errors of the HTTP layer
 * included; a caller may bring an id of its own (spec: images, 0.4).
 */
@ApplicationScoped
public class RequestId {
    public static final String HEADER = "x-openstack-request-id";
    private static final String PREFIX = "req-";
    private static final String KEY = RequestId.class.getName();
    /** Before everything else that may answer. */
    private static final int FIRST = 1_000;

    private final CurrentVertxRequest request;
    private final int maxLength;

    /** @param maxLength longest request id of a caller's own; a longer one is refused with 431 */
    RequestId(
            CurrentVertxRequest request,
            @ConfigProperty(name = "images.request-id.max-length", defaultValue = "64") int maxLength) {
        this.request = request;
        this.maxLength = maxLength;
    }

    /** Id of the request being answered, null outside of one. */
    public @Nullable String current() {
        if (!Arc.container().requestContext().isActive()) {
            return null;
        }
        RoutingContext context = request.getCurrent();
        return context == null ? null : context.get(KEY);
    }

    void register(@Observes Filters filters) {
        filters.register(this::identify, FIRST);
    }

    private void identify(RoutingContext context) {
        String brought = context.request().getHeader(HEADER);
        if (brought != null && (brought.length() > maxLength || !isPrintable(brought))) {
            say(context, PREFIX + UUID.randomUUID());
            ErrorAnswers.write(
                    context,
                    ProblemException.of(
                            ProblemType.HEADER_TOO_LARGE,
                            "The header %s is longer than %d characters.".formatted(HEADER, maxLength)));
            return;
        }
        say(context, brought == null || brought.isEmpty() ? PREFIX + UUID.randomUUID() : prefixed(brought));
        context.next();
    }

    private static void say(RoutingContext context, String id) {
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
    }

    private static String prefixed(String id) {
        return id.startsWith(PREFIX) ? id : PREFIX + id;
    }

    /** The id is written into logs and back into a header: no line of its own for anybody. */
    private static boolean isPrintable(String id) {
        return id.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
