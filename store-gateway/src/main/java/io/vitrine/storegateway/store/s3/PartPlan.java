package io.vitrine.storegateway.store.s3;

import java.util.OptionalLong;

/**
 * How an object is cut into parts, so that any object the S3 API allows fits into the 10,000 parts it allows. A known size is cut evenly. An
 * unknown one begins with small parts; beyond 1,000 they double every 600, up to 1 GiB.
 *
 * @param single objects up to this size are put in one request
 * @param chunk size of a part, as long as that is enough
 * @param inFlight parts of one object on their way at once
 */
record PartPlan(long single, long chunk, int inFlight) {
    static final long MIB = 1L << 20;
    /** What the S3 API allows. */
    static final int MOST_PARTS = 10_000;

    static final long LARGEST_OBJECT = 5L << 40;
    /** What it demands of every part but the last. */
    static final long SMALLEST_PART = 5 * MIB;

    private static final long LARGEST_GROWN = 1L << 30;
    private static final int EQUAL = 1_000;
    private static final int DOUBLED_EVERY = 600;

    static final PartPlan USUAL = new PartPlan(PartBuffers.PART_SIZE, PartBuffers.PART_SIZE, 1);

    /** Bounds as an operator gave them; nothing beyond a pooled buffer is ever needed below 1,000 parts. */
    static PartPlan within(long single, long chunk, int inFlight) {
        long oneRequest = Math.min(single, PartBuffers.PART_SIZE);
        return new PartPlan(oneRequest, Math.min(chunk, oneRequest), inFlight);
    }

    /**
     * Size of a part.
     *
     * @param number counted from 1
     * @param size of the object, empty when unknown
     */
    long partSize(int number, OptionalLong size) {
        if (size.isPresent()) {
            return size.getAsLong() <= single ? Math.max(1, size.getAsLong()) : evenly(size.getAsLong());
        }
        int doubled = number <= EQUAL ? 0 : 1 + (number - EQUAL - 1) / DOUBLED_EVERY;
        return Math.min(chunk << doubled, Math.max(chunk, LARGEST_GROWN));
    }

    private long evenly(long size) {
        long needed = (size + MOST_PARTS - 1) / MOST_PARTS;
        return Math.max(chunk, (needed + MIB - 1) / MIB * MIB);
    }
}
