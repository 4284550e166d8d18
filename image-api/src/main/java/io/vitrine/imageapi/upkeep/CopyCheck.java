package io.vitrine.imageapi.upkeep;

import io.vitrine.contracts.internal.BlobVerdict;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.imageapi.gateway.GatewayAnswer.Done;
import io.vitrine.imageapi.gateway.GatewayAnswer.Refused;
import io.vitrine.imageapi.gateway.GatewayAnswer.Silent;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.location.BadLocations;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Has every byte of one copy read by a gateway and compared. */
@ApplicationScoped
class CopyCheck {
    private static final Duration START = Duration.ofMinutes(2);
    /** A store that gives less than this for so long counts as one that does not answer. */
    private static final long SLOWEST = 1L << 20;

    private static final String STILL_THERE =
            "select 1 from image_locations where id = ? and status = 'active' and url = ?";
    private static final String READ =
            "update image_locations set checked_at = clock_timestamp() where id = ? and status = 'active'";

    private final Gateways gateways;
    private final BadLocations bad;
    private final Sql sql;

    CopyCheck(Gateways gateways, BadLocations bad, Sql sql) {
        this.gateways = gateways;
        this.bad = bad;
        this.sql = sql;
    }

    /** Changes nothing. Empty for a copy that was taken away while it was read. */
    Optional<BlobVerdict> compare(StoredCopy copy) {
        Long pace = copy.check().bytesPerSecond();
        long slowest = pace == null ? SLOWEST : Math.min(SLOWEST, Math.max(1, pace / 2));
        GatewayCall<BlobVerdict> call = GatewayCall.post(
                        "/internal/v1/stores/" + GatewayCall.escape(copy.store()) + "/verify",
                        copy.check(),
                        BlobVerdict.class)
                .within(START.plusSeconds(copy.check().size() / slowest));
        BlobVerdict verdict = ask(call);
        boolean wrong = verdict.outcome() == Outcome.DIFFERENT || verdict.outcome() == Outcome.MISSING;
        return wrong && !sql.exists(STILL_THERE, copy.location(), copy.check().url())
                ? Optional.empty()
                : Optional.of(verdict);
    }

    /** As {@link #compare}, and marks a copy that is wrong or missing, so that nobody is sent there again; a mark that was a mistake goes. */
    Optional<BlobVerdict> scrub(StoredCopy copy) {
        Optional<BlobVerdict> verdict = compare(copy);
        verdict.map(BlobVerdict::outcome).ifPresent(outcome -> {
            switch (outcome) {
                case DIFFERENT, MISSING ->
                    bad.mark(
                            copy.image(),
                            copy.location(),
                            String.valueOf(verdict.get().reason()));
                case GOOD -> {
                    sql.update(READ, copy.location());
                    if (copy.known()) {
                        bad.clear(copy.image(), copy.location());
                    }
                }
                case UNREADABLE -> {}
            }
        });
        return verdict;
    }

    private BlobVerdict ask(GatewayCall<BlobVerdict> call) {
        try {
            return switch (gateways.any(call)) {
                case Done<BlobVerdict> done -> done.required();
                case Refused<BlobVerdict> refused ->
                    new BlobVerdict(Outcome.UNREADABLE, refused.problem().detail());
                case Silent<BlobVerdict> silent -> new BlobVerdict(Outcome.UNREADABLE, silent.reason());
            };
        } catch (ProblemException e) {
            return new BlobVerdict(Outcome.UNREADABLE, e.getMessage());
        }
    }
}
