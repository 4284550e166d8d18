package io.vitrine.importworker.fetch;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;
import io.vitrine.importworker.fetch.FetchOutcome.Failed;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import io.vitrine.importworker.fetch.FetchOutcome.TooLarge;
import java.util.OptionalLong;

/** A final answer, before anybody looked at its head. What is no good is dropped at once. */
record OpenedSource(Context context, HttpClientResponse answer, FetchLimits limits, long deadline) {
    FetchOutcome judge(long maxBytes) {
        int status = answer.statusCode();
        if (status != 200) {
            return drop(new Failed("Fetching the source failed: it answered with status " + status + "."));
        }
        String encoding = answer.getHeader("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding.strip())) {
            return drop(new Failed("Fetching the source failed: it sends an encoding that was not asked for."));
        }
        OptionalLong length;
        try {
            length = length();
        } catch (NumberFormatException e) {
            return drop(new Failed("Fetching the source failed: it announces a length that is no number."));
        }
        if (length.isPresent() && length.getAsLong() > maxBytes) {
            return drop(new TooLarge(length.getAsLong()));
        }
        return new Opened(new Source(context, answer, length, limits, deadline));
    }

    private OptionalLong length() {
        String text = answer.getHeader("Content-Length");
        // With Transfer-Encoding the length is not the body's (RFC 9112, section 6.3).
        if (text == null || answer.getHeader("Transfer-Encoding") != null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.strip()));
    }

    private FetchOutcome drop(FetchOutcome outcome) {
        context.runOnContext(now -> answer.request().reset());
        return outcome;
    }
}
