package io.vitrine.keycleanup.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.KeyDeleteDone.Outcome;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one command: one attempt, one audit line, one result. */
@ApplicationScoped
public class KeyCleaner {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.vitrine.keycleanup.audit");

    private final KeyManager manager;
    private final MeterRegistry metrics;

    KeyCleaner(KeyManager manager, MeterRegistry metrics) {
        this.manager = manager;
        this.metrics = metrics;
    }

    public KeyDeleteDone clean(KeyDelete command) {
        long start = System.nanoTime();
        DeletionOutcome outcome = attempt(command);
        KeyDeleteDone done = result(command, outcome, Duration.ofNanos(System.nanoTime() - start));
        count(done);
        audit(command, done);
        return done;
    }

    /** A mistake of ours must not end the consumer nor lose the command: the key is asked for again, and somebody is told. */
    private DeletionOutcome attempt(KeyDelete command) {
        try {
            return manager.delete(command);
        } catch (RuntimeException e) {
            AUDIT.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.IMAGE_ID, command.imageId())
                    .addKeyValue(LogKeys.KEY, LogKeys.shortened(command.keyId()))
                    .log("The attempt to delete a key broke off");
            return TryLater.because("internal-error");
        }
    }

    private static KeyDeleteDone result(KeyDelete command, DeletionOutcome outcome, Duration took) {
        return switch (outcome) {
            case Deleted d -> done(command, Outcome.DELETED, null, d.statusCode(), null, took);
            case AlreadyGone g -> done(command, Outcome.ALREADY_GONE, null, g.statusCode(), null, took);
            case Skipped s -> done(command, Outcome.SKIPPED, s.reason(), s.statusCode(), null, took);
            case Refused r -> done(command, Outcome.FAILED, r.reason(), r.statusCode(), null, took);
            case TryLater t -> done(command, Outcome.TRY_LATER, t.reason(), t.statusCode(), t.after(), took);
        };
    }

    private static KeyDeleteDone done(
            KeyDelete command,
            Outcome outcome,
            @Nullable String reason,
            @Nullable Integer statusCode,
            @Nullable Duration after,
            Duration took) {
        Long afterSeconds = after == null ? null : after.toSeconds();
        return new KeyDeleteDone(
                command.imageId(), command.keyId(), outcome, reason, statusCode, afterSeconds, took.toMillis());
    }

    private void count(KeyDeleteDone done) {
        String outcome = done.outcome().name().toLowerCase(Locale.ROOT);
        metrics.counter("image.key.cleanup", "outcome", outcome).increment();
        metrics.timer("image.key.cleanup.duration").record(Duration.ofMillis(done.durationMillis()));
    }

    private static void audit(KeyDelete command, KeyDeleteDone done) {
        // A key that stays although somebody wanted it gone is for an operator to look at.
        var line = done.outcome() == Outcome.FAILED ? AUDIT.atWarn() : AUDIT.atInfo();
        line.addKeyValue(LogKeys.IMAGE_ID, command.imageId())
                .addKeyValue(LogKeys.KEY, LogKeys.shortened(command.keyId()))
                .addKeyValue(LogKeys.PROJECT_ID, command.projectId())
                .addKeyValue(LogKeys.REQUESTED_BY, command.requestedBy())
                .addKeyValue(LogKeys.OUTCOME, done.outcome())
                .addKeyValue(LogKeys.REASON, done.reason())
                .addKeyValue(LogKeys.STATUS_CODE, done.statusCode())
                .addKeyValue(LogKeys.ATTEMPT, command.attempt())
                .addKeyValue(LogKeys.DURATION_MILLIS, done.durationMillis())
                .log("Encryption key of a deleted image");
    }
}
