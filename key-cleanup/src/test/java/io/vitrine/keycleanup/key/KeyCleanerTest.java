package io.vitrine.keycleanup.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.contracts.command.KeyDeleteDone;
import io.vitrine.contracts.command.KeyDeleteDone.Outcome;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCleanerTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KeyDelete command =
            new KeyDelete(UUID.randomUUID(), UUID.randomUUID(), "project", "deleter", "setter", 4);

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Deleted(204), Outcome.DELETED, null, 204, null),
                Arguments.of(new AlreadyGone(404), Outcome.ALREADY_GONE, null, 404, null),
                Arguments.of(new Skipped("in-use", 400), Outcome.SKIPPED, "in-use", 400, null),
                Arguments.of(new Skipped("no-manager", null), Outcome.SKIPPED, "no-manager", null, null),
                Arguments.of(new Refused("forbidden", 403), Outcome.FAILED, "forbidden", 403, null),
                Arguments.of(
                        new TryLater("limited", 429, Duration.ofSeconds(9)), Outcome.TRY_LATER, "limited", 429, 9L),
                Arguments.of(TryLater.because("timeout"), Outcome.TRY_LATER, "timeout", null, null));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeIsReportedAndCounted(
            DeletionOutcome outcome, Outcome word, String reason, Integer status, Long after) {
        KeyDeleteDone done = new KeyCleaner(c -> outcome, metrics).clean(command);

        assertThat(done)
                .isEqualTo(new KeyDeleteDone(
                        command.imageId(), command.keyId(), word, reason, status, after, done.durationMillis()));
        assertThat(metrics.get("image.key.cleanup")
                        .tag("outcome", word.name().toLowerCase(Locale.ROOT))
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aMistakeOfOursIsReportedAsAnAttemptThatMustBeRepeated() {
        KeyDeleteDone done = new KeyCleaner(
                        c -> {
                            throw new IllegalStateException("a mistake");
                        },
                        metrics)
                .clean(command);

        assertThat(done.outcome()).isEqualTo(Outcome.TRY_LATER);
        assertThat(done.reason()).isEqualTo("internal-error");
    }

    @Test
    void theAuditLineNamesEverythingButTheWholeKey() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger audit = Logger.getLogger("io.vitrine.keycleanup.audit");
        audit.addHandler(handler);
        try {
            new KeyCleaner(c -> new Refused("forbidden", 403), metrics).clean(command);
        } finally {
            audit.removeHandler(handler);
        }

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                command.imageId().toString(),
                                command.keyId().toString().substring(0, 8))
                        .contains("project", "deleter", "FAILED", "forbidden", "403", "attempt=4")
                        .doesNotContain(command.keyId().toString()));
    }

    @Test
    void withoutManagerOrInADryRunNothingIsDeleted() {
        assertThat(new NoManager().delete(command)).isEqualTo(new Skipped("no-manager", null));
        assertThat(new DryRun().delete(command)).isEqualTo(new Skipped("dry-run", null));
    }
}
