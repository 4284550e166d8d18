package io.vitrine.storegateway.upload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.storegateway.blob.BlobPipeline;
import io.vitrine.storegateway.blob.Lane;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The way of one body from its sender into a blob.
 *
 * @param context event loop of the transfer; everything but the filling of blocks happens there
 * @param idleTimeout a sender may be silent for so long
 * @param extend asks for the right to write so many bytes in all; gives the new total
 * @param complete the whole body is in the pipeline
 * @param broken no more of the body comes, and it is not whole
 */
record Passage(
        Context context,
        UploadGrant grant,
        Lane lane,
        BlobPipeline pipeline,
        Duration idleTimeout,
        LongFunction<Future<Long>> extend,
        Runnable complete,
        Consumer<Failure> broken) {}
