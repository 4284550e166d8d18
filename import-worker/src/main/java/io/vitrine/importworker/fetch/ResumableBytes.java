package io.vitrine.importworker.fetch;

import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.Answer.Signal;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.log.LogKeys;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a source, over as many connections as it takes. After a broken one the source is asked for the rest, and only when it is
 * certain that the rest belongs to what came before: by its validator, or by the checksum that the user expects. Before the first byte it
 * is simply asked again.
 */
final class ResumableBytes implements Bytes {
    private static final Logger LOG = LoggerFactory.getLogger(ResumableBytes.class);

    /** Asks the source once more. */
    interface Reopening {
        Hop from(long offset, @Nullable String validator) throws InterruptedException;
    }

    private final Reopening source;
    private final SourceHead head;
    private final FetchLimits limits;
    private final long deadline;
    private final @Nullable Checksum checksum;
    private final @Nullable MessageDigest digest;
    private final SourcePace pace;
    private final Outage outage;
    private OptionalLong total;
    private volatile Answer answer;
    private volatile boolean closed;
    private boolean whole;
    private long offset;

    /** @param total bytes that there must be, empty when nobody knows */
    ResumableBytes(
            Answer answer,
            SourceHead head,
            OptionalLong total,
            @Nullable Checksum checksum,
            FetchLimits limits,
            long deadline,
            Reopening source) {
        this.source = source;
        this.head = head;
        this.total = total;
        this.limits = limits;
        this.deadline = deadline;
        this.checksum = checksum;
        this.digest = checksum == null ? null : checksum.digest();
        this.pace = new SourcePace(limits);
        this.outage = new Outage(limits);
        this.answer = answer;
    }

    @Override
    public @Nullable Buffer next() throws SourceException, InterruptedException {
        while (!whole) {
            long start = System.nanoTime();
            Signal signal = answer.poll(patience(start));
            long waited = System.nanoTime() - start;
            judge(waited);
            if (signal instanceof Signal.Some(Buffer bytes)) {
                return received(bytes);
            }
            if (signal instanceof Signal.End && (total.isEmpty() || total.getAsLong() == offset)) {
                complete();
            } else {
                outage.lost(waited);
                askAgain(cause(signal));
            }
        }
        return null;
    }

    private String cause(@Nullable Signal signal) {
        return switch (signal) {
            case null -> "it stopped sending";
            case Signal.End end -> "it announced %d bytes and sent %d".formatted(total.orElse(0), offset);
            default -> "the connection broke in the middle";
        };
    }

    private Duration patience(long now) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - now));
        return left.compareTo(limits.idle()) < 0 ? left : limits.idle();
    }

    private void judge(long waited) throws SourceException {
        pace.waited(waited);
        if (System.nanoTime() - deadline >= 0) {
            throw SourceException.fetchFailed("it takes too long");
        }
        if (pace.tooSlow()) {
            throw SourceException.fetchFailed("it sends too slowly");
        }
    }

    private Buffer received(Buffer bytes) throws SourceException {
        offset += bytes.length();
        pace.received(bytes.length());
        if (total.isPresent() && offset > total.getAsLong()) {
            throw SourceException.fetchFailed("it sends more than the %d bytes it has".formatted(total.getAsLong()));
        }
        if (digest != null) {
            digest.update(bytes.getBytes());
        }
        return bytes;
    }

    private void complete() throws SourceException {
        whole = true;
        if (checksum != null && digest != null) {
            checksum.verify(digest);
        }
    }

    /** Returns with a body that goes on where the last one ended. */
    private void askAgain(String cause) throws SourceException, InterruptedException {
        answer.close();
        boolean certain = head.validator() != null || checksum != null;
        if (offset > 0 && !(head.ranges() && certain)) {
            throw SourceException.fetchFailed(cause);
        }
        outage.at(offset);
        boolean again = false;
        while (!again) {
            if (closed || outage.isOver()) {
                throw SourceException.fetchFailed(cause);
            }
            long start = System.nanoTime();
            outage.rest();
            LOG.atInfo()
                    .addKeyValue(LogKeys.BYTES, offset)
                    .addKeyValue(LogKeys.CAUSE, cause)
                    .log("A source broke off and is asked for the rest");
            again = reopened(cause);
            long waited = System.nanoTime() - start;
            outage.lost(waited);
            judge(waited);
        }
    }

    private boolean reopened(String cause) throws SourceException, InterruptedException {
        return switch (source.from(offset, offset == 0 ? null : head.validator())) {
            case Hop.Answered(Answer next) -> goesOn(next, cause);
            case Hop.Ended(Failed failed) when failed.mayPass() -> false;
            case Hop.Ended(Denied(String sentence)) -> throw new SourceException("fetch_denied", sentence);
            case Hop.Ended(FetchOutcome other) -> throw SourceException.fetchFailed(cause);
        };
    }

    private boolean goesOn(Answer next, String cause) throws SourceException {
        if (Failed.status(next.statusCode()).mayPass()) {
            next.close();
            return false;
        }
        answer = next;
        if (closed) {
            next.close();
        }
        check(SourceHead.of(next), next.statusCode(), cause);
        return true;
    }

    private void check(SourceHead now, int status, String cause) throws SourceException {
        if (status == 200 && offset > 0) {
            throw SourceException.fetchFailed(cause + ", and it does not go on from there");
        }
        if (status != 200 && status != 206) {
            throw SourceException.fetchFailed(cause + ", and then it answered with status " + status);
        }
        boolean sameTotal = total.isEmpty() || now.total().isEmpty() || total.equals(now.total());
        boolean sameTag = offset == 0
                || head.etag() == null
                || now.etag() == null
                || head.etag().equals(now.etag());
        if (now.first() != offset || !sameTotal || !sameTag) {
            throw SourceException.fetchFailed(cause + ", and it has changed since");
        }
        total = total.isPresent() ? total : now.total();
    }

    @Override
    public void close() {
        closed = true;
        answer.close();
    }
}
