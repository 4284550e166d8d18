package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import io.vitrine.importworker.fetch.FetchOutcome.TooLarge;
import java.util.OptionalLong;

/** A final answer, before anybody looked at its head. What is no good is dropped at once. */
record FirstAnswer(Context context, Answer answer, SourceRequest request, FetchLimits limits, long deadline) {
    FetchOutcome judge(ResumableBytes.Reopening again) {
        if (answer.statusCode() != 200) {
            return drop(Failed.status(answer.statusCode()));
        }
        SourceHead head;
        try {
            head = SourceHead.of(answer);
        } catch (SourceException e) {
            return drop(new Failed(e.sentence(), 0, false));
        }
        OptionalLong length = head.total();
        if (length.isPresent() && length.getAsLong() > request.maxBytes()) {
            return drop(new TooLarge(length.getAsLong()));
        }
        if (request.length().isPresent()) {
            if (length.isPresent() && !length.equals(request.length())) {
                return drop(Failed.forGood("it has %d bytes and should have %d"
                        .formatted(length.getAsLong(), request.length().getAsLong())));
            }
            length = request.length();
        }
        var bytes = new ResumableBytes(answer, head, length, request.checksum(), limits, deadline, again);
        return new Opened(new Source(context, bytes, length, deadline));
    }

    private FetchOutcome drop(FetchOutcome outcome) {
        answer.close();
        return outcome;
    }
}
