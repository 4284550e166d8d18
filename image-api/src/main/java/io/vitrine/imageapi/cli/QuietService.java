package io.vitrine.imageapi.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The service for the time of one command: its beans and its database, but no port, no consumer, no schedule, no message sent. */
public final class QuietService implements QuarkusApplication {
    private static final Map<String, String> QUIET = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.scheduler.enabled", "false",
            "mp.messaging.incoming.results.enabled", "false",
            "images.outbox.relay", "false",
            "quarkus.flyway.migrate-at-start", "false",
            "quarkus.log.level", "ERROR",
            "quarkus.log.category.\"io.vitrine.audit\".level", "INFO",
            "quarkus.log.console.json.enabled", "false",
            "quarkus.log.console.stderr", "true");
    /** Quarkus makes the application itself, by its class. */
    private static volatile IntSupplier work = () -> 0;

    private static volatile @Nullable RuntimeException failed;

    /**
     * Throws what the command throws, once all is closed again.
     *
     * @return what the command returned, 1 when the service could not start, which it says itself
     */
    static int during(IntSupplier command) {
        QUIET.forEach(System::setProperty);
        work = command;
        int[] exitCode = {1};
        Quarkus.run(QuietService.class, (code, failure) -> {
            exitCode[0] = failure == null ? code : 1;
        });
        RuntimeException failure = failed;
        if (failure != null) {
            throw failure;
        }
        return exitCode[0];
    }

    @Override
    public int run(String... args) {
        try {
            return work.getAsInt();
        } catch (RuntimeException e) {
            failed = e;
            return 1;
        }
    }
}
