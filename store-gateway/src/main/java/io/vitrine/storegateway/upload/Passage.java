package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vitrine.storegateway.blob.BlobPipeline;
import io.vitrine.storegateway.blob.Lane;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way of one body from its sender into a blob, or into several.
 *
 * @param context event loop of the transfer; everything but the filling of blocks happens there
 * @param expectedBytes exact size, null when unknown
 * @param grantedBytes how many bytes may be written before {@code extend}
 * @param idleTimeout a sender may be silent for so long
 * @param extend asks for the right to write so many bytes in all; gives the new total
 * @param complete the whole body is in the pipeline
 * @param broken no more of the body comes, and it is not whole
 */
record Passage(
        Context context,
        @Nullable Long expectedBytes,
        long grantedBytes,
        Lane lane,
        BlobPipeline pipeline,
        Duration idleTimeout,
        LongFunction<Future<Long>> extend,
        Runnable complete,
        Consumer<Failure> broken) {}
