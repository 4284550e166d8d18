package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Work on other threads, its results back on the event loop. */
final class Blocking {
    private Blocking() {}

    static <T> Future<T> call(Context context, Executor threads, Supplier<T> work) {
        return result(CompletableFuture.supplyAsync(work, threads), context);
    }

    /** Fails with what went wrong itself, not with its wrapping. */
    static <T> Future<T> result(CompletionStage<T> stage, Context context) {
        return Future.fromCompletionStage(stage, context)
                .recover(failure -> Future.failedFuture(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure));
    }
}
