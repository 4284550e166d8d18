package io.vitrine.importworker.step;

import io.vitrine.contracts.internal.FetchOrder;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import io.vitrine.importworker.unpack.Unpacking;

/**
 * The plugin {@code image_decompression}: a source that is compressed comes out unpacked, on its way. One that is not, or whose image is
 * meant to stay compressed, comes out as it is. A source that fails here is closed.
 */
public final class Unpack implements Step<Source, Source> {
    private static final String PLUGIN = "image_decompression";
    private static final String STAYS_COMPRESSED = "compressed";

    /** Whether that order is to unpack what is packed. */
    public static boolean isWanted(FetchOrder order) {
        return order.plugins().contains(PLUGIN) && !STAYS_COMPRESSED.equals(order.containerFormat());
    }

    /** Whether what came of a source is other bytes than its own. */
    public static boolean hasUnpacked(Source source) {
        return source.bytes() instanceof Unpacking;
    }

    @Override
    public StepOutcome<Source> run(ImportJob job, Source source) throws InterruptedException {
        if (!isWanted(job.fetchOrPlain())) {
            return new StepOutcome.Done<>(source);
        }
        boolean opened = false;
        try {
            var unpacked = new StepOutcome.Done<>(Unpacking.of(source));
            opened = true;
            return unpacked;
        } catch (SourceException e) {
            return new StepOutcome.Failed<>(new JobFailure(e.code(), e.sentence(), null, e.retriable()));
        } finally {
            if (!opened) {
                source.close();
            }
        }
    }
}
