package io.vitrine.keycleanup.barbican;

import io.vitrine.keycleanup.barbican.BarbicanClient.Answer;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.AlreadyGone;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each answer of Barbican means for the deletion of a secret (spec: keys, section 3). 401 is not judged here: it may be our token's age. */
final class Answers {
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    /** To {@code DELETE /v1/secrets/{id}}. */
    DeletionOutcome toDelete(Answer answer) {
        return answer.statusCode() == 204 ? new Deleted(204) : withoutEffect(answer);
    }

    /** To a call that did not do what it was made for. */
    DeletionOutcome withoutEffect(Answer answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 404 -> new AlreadyGone(status);
            // From microversion 1.2 on: somebody else registered an interest in the secret. Never forced.
            case 400 -> mentionsConsumers(answer) ? new Skipped("in-use", status) : new Refused("malformed", status);
            case 403 -> new Refused("forbidden", status);
            case 408, 409, 413, 425, 429 -> later(answer, status == 409 ? "conflict" : "limited");
            default ->
                status >= 400 && status < 500 ? new Refused("client-error", status) : later(answer, unsure(status));
        };
    }

    private static boolean mentionsConsumers(Answer answer) {
        return answer.body().toLowerCase(Locale.ROOT).contains("consumer");
    }

    /** A redirect or an odd success is somebody else's answer, not Barbican's: the key may still be there. */
    private static String unsure(int status) {
        return status >= 500 ? "unavailable" : "unexpected-answer";
    }

    private TryLater later(Answer answer, String reason) {
        return new TryLater(reason, answer.statusCode(), wish(answer.retryAfter()));
    }

    /** {@code Retry-After} is a number of seconds or a date (RFC 9110); anything else is no wish. */
    private @Nullable Duration wish(Optional<String> retryAfter) {
        if (retryAfter.isEmpty()) {
            return null;
        }
        String text = retryAfter.get().strip();
        Duration wish = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : untilDate(text);
        if (wish == null || wish.isNegative()) {
            return null;
        }
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }

    private @Nullable Duration untilDate(String text) {
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), date.toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
