package io.vitrine.importworker.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vitrine.contracts.internal.StagedVerdict;
import io.vitrine.importworker.fetch.Answer;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import java.io.IOException;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Staged bytes of a job on their way from store-gateway, and behind them what they were found to be. */
public final class Staged implements Bytes {
    private final Context context;
    private final Answer answer;
    private final ObjectMapper json;
    private final long size;
    private @Nullable StagedVerdict verdict;

    Staged(Context context, HttpClientResponse head, ObjectMapper json) {
        this.context = context;
        this.answer = new Answer(context, head);
        this.json = json;
        this.size = size(head.getHeader(StagedVerdict.SIZE_HEADER));
    }

    private static long size(@Nullable String header) {
        return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
    }

    /** How many bytes there are. */
    public long size() {
        return size;
    }

    /** As a source. */
    public Source source(long deadline) {
        return new Source(context, this, OptionalLong.of(size), deadline);
    }

    @Override
    public @Nullable Buffer next() throws SourceException, InterruptedException {
        if (verdict != null) {
            return null;
        }
        return switch (answer.poll(Pace.GATEWAY_STALL)) {
            case Answer.Signal.Some(Buffer bytes) -> bytes;
            case Answer.Signal.End() -> {
                verdict = read(answer.trailer(StagedVerdict.TRAILER));
                yield null;
            }
            case Answer.Signal.Broken() -> throw broken();
            case null -> throw broken();
        };
    }

    /** What the gateway thinks of them; to be asked when the last one was read. */
    public StagedVerdict verdict() {
        StagedVerdict known = verdict;
        if (known == null) {
            throw new IllegalStateException("there is no verdict before the end");
        }
        return known;
    }

    /** An answer without it was cut, whatever HTTP thinks. */
    private StagedVerdict read(@Nullable String trailer) throws SourceException {
        try {
            if (trailer == null) {
                throw broken();
            }
            return json.readValue(Base64.getUrlDecoder().decode(trailer), StagedVerdict.class);
        } catch (SourceException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw broken();
        }
    }

    private static SourceException broken() {
        return new SourceException("store_failed", "The staged data cannot be read just now.", true);
    }

    @Override
    public void close() {
        answer.close();
    }
}
