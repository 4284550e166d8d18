package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.Problem;
import io.vitrine.storegateway.inspect.FormatRefused;
import io.vitrine.storegateway.inspect.Verdict;
import io.vitrine.storegateway.problem.ProblemException;
import io.vitrine.storegateway.problem.ProblemType;
import io.vitrine.storegateway.store.StoreException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transfer ends without bytes: what its sender reads, and a word for image-api's log and event. */
final class Failure extends ProblemException {
    private static final long serialVersionUID = 1L;

    private static final String STORE_REFUSED = "store_refused";
    private static final String OTHER_STORE = "other_store_failed";
    private static final String CLIENT_GONE = "client_gone";
    private static final String TOO_SLOW = "too_slow";
    private static final String SHUTDOWN = "shutdown";
    private static final Set<String> EARLY_ENDS = Set.of(CLIENT_GONE, TOO_SLOW, SHUTDOWN);

    private final String reason;
    private final Verdict.@Nullable Reason refusedFormat;

    Failure(Problem problem, String reason) {
        this(problem, reason, null);
    }

    private Failure(Problem problem, String reason, Verdict.@Nullable Reason refusedFormat) {
        super(problem);
        this.reason = reason;
        this.refusedFormat = refusedFormat;
    }

    String reason() {
        return reason;
    }

    /** Why, when it is for what the bytes are. */
    Optional<Verdict.Reason> refusedFormat() {
        return Optional.ofNullable(refusedFormat);
    }

    boolean isRefusalOfTheStore() {
        return reason.equals(STORE_REFUSED);
    }

    /** Whether the bytes that came are good, and only the rest does not come. */
    boolean isAnEarlyEnd() {
        return EARLY_ENDS.contains(reason);
    }

    /** The store did nothing wrong: it was left out because of another. */
    boolean isOfOthers() {
        return reason.equals(OTHER_STORE);
    }

    static Failure otherStore() {
        return new Failure(ProblemType.GONE.with("Another store did not take the data."), OTHER_STORE);
    }

    static Failure sourceGone() {
        return new Failure(ProblemType.NOT_FOUND.with("Image not found in any configured store."), "source_gone");
    }

    static Failure clientGone() {
        return new Failure(ProblemType.BAD_REQUEST.with("The data ended early."), CLIENT_GONE);
    }

    static Failure tooSlow(Problem slow) {
        return new Failure(slow, TOO_SLOW);
    }

    static Failure leaseLost() {
        return new Failure(
                ProblemType.GONE.with("The image was deleted, or its upload ended, while the data was on its way."),
                "lease_lost");
    }

    static Failure shutdown() {
        return new Failure(ProblemType.UNAVAILABLE.with("The service is stopping. Send the data again."), SHUTDOWN);
    }

    static Failure unknownStore() {
        return new Failure(ProblemType.UNAVAILABLE.with("The store is not available just now."), "store_unavailable");
    }

    static Failure storeStuck() {
        return new Failure(ProblemType.UNAVAILABLE.with("The store takes no data just now."), "store_stuck");
    }

    static Failure unknownHash() {
        return new Failure(ProblemType.INTERNAL.with("The data could not be stored."), "unknown_hash");
    }

    static Failure of(Throwable cause) {
        return switch (cause) {
            case Failure failure -> failure;
            case ProblemException refused ->
                new Failure(refused.problem(), refused.problem().status() == 413 ? "too_large" : "refused");
            case StoreException store -> ofStore(store);
            case FormatRefused format ->
                new Failure(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE.with(format.verdict().sentence()),
                        "format_refused",
                        format.verdict().reason());
            default -> new Failure(ProblemType.INTERNAL.with("The data could not be stored."), "internal");
        };
    }

    private static Failure ofStore(StoreException store) {
        return switch (store.kind()) {
            case FULL -> new Failure(ProblemType.TOO_LARGE.with("The storage is full."), "store_full");
            case REFUSED ->
                new Failure(ProblemType.UNAVAILABLE.with("The store refuses to take the data."), STORE_REFUSED);
            case TRY_LATER, NOT_FOUND ->
                new Failure(ProblemType.UNAVAILABLE.with("The store cannot take data just now."), "store_unavailable");
            case BROKEN -> new Failure(ProblemType.INTERNAL.with("The data could not be stored."), "store_broken");
        };
    }
}
