package io.vitrine.storegateway.store.s3;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where parts wait: in memory, as long as there is some, else in the scratch directory. So nobody waits for long, and slow senders, who sit on
 * the memory that their parts fill so slowly, only make the others take the way over the disk.
 */
@Singleton
class PartSpace {
    /** About as long as a fast upload keeps a buffer. */
    private static final Duration WORTH_WAITING = Duration.ofMillis(200);

    private final PartBuffers buffers;
    private final Path scratch;

    @Inject
    PartSpace(S3Config config) {
        this(
                new PartBuffers(config.partBuffers(), WORTH_WAITING),
                config.scratchDir().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))));
    }

    PartSpace(PartBuffers buffers, Path scratch) {
        this.buffers = buffers;
        this.scratch = scratch;
    }

    /** Memory, if there is some just now; a file for a part that no buffer can hold. */
    Optional<PartBytes> tryTake(long capacity) {
        return capacity > PartBuffers.PART_SIZE
                ? Optional.of(ScratchPart.in(scratch, capacity))
                : buffers.tryTake((int) capacity).map(buffer -> buffer);
    }

    /** Memory within a moment, else a file. The caller must not hold memory that only it can give back. */
    PartBytes take(long capacity) {
        Optional<PartBytes> memory = capacity > PartBuffers.PART_SIZE
                ? Optional.empty()
                : buffers.take((int) capacity).map(buffer -> buffer);
        return memory.orElseGet(() -> ScratchPart.in(scratch, capacity));
    }
}
