package io.vitrine.e2e.system;

import io.vitrine.local.VitrineSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Users' tokens, each used for a while: they live five minutes, and a log-in costs more than most calls. */
final class TokenShelf {
    private static final Duration USE = Duration.ofMinutes(2);

    private record Taken(String token, Instant at) {}

    private final VitrineSystem system;
    private final Map<String, Taken> shelf = new ConcurrentHashMap<>();

    TokenShelf(VitrineSystem system) {
        this.system = system;
    }

    String of(String user) {
        return shelf.compute(user, (name, taken) -> fresh(taken) ? taken : new Taken(system.token(name), Instant.now()))
                .token();
    }

    private static boolean fresh(Taken taken) {
        return taken != null && taken.at().plus(USE).isAfter(Instant.now());
    }
}
