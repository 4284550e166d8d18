package io.vitrine.storegateway.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPoolTest {
    private static final Runnable NEVER = () -> {
        throw new AssertionError("nobody needs this block");
    };

    private final Deque<Block> delivered = new ArrayDeque<>();

    @Test
    void aReturnedBlockGoesToWhoeverWaits() {
        BlockPool pool = new BlockPool(2);
        var first = pool.share(delivered::add, () -> {});
        var second = pool.share(delivered::add, NEVER);
        Block one = first.take();
        first.take();
        assertThat(second.take()).isNull();
        assertThat(delivered).isEmpty();
        one.discard();
        assertThat(delivered).containsExactly(one);
    }

    @Test
    void nobodyTakesThemAll() {
        BlockPool pool = new BlockPool(64);
        var greedy = pool.share(delivered::add, NEVER);
        assertThat(takeAll(greedy)).hasSize(16);
        assertThat(takeAll(pool.share(delivered::add, NEVER))).hasSize(16);
        assertThat(takeAll(pool.share(delivered::add, NEVER))).hasSize(16);
        // From the fourth on there is less for each, so that there is something for a fifth.
        assertThat(takeAll(pool.share(delivered::add, NEVER))).hasSizeBetween(8, 13);
        assertThat(pool.share(delivered::add, NEVER).take()).isNotNull();
    }

    @Test
    void aTransferAtItsLimitDoesNotHoldUpOthers() {
        BlockPool pool = new BlockPool(64);
        var stuck = pool.share(delivered::add, NEVER);
        takeAll(stuck);
        assertThat(pool.share(delivered::add, NEVER).take()).isNotNull();
    }

    @Test
    void whoFillsForLongestHandsOverWhenBlocksRunOut() {
        BlockPool pool = new BlockPool(3);
        List<String> asked = new ArrayList<>();
        var slow = pool.share(delivered::add, () -> asked.add("slow"));
        var slower = pool.share(delivered::add, () -> asked.add("slower"));
        var fast = pool.share(delivered::add, () -> asked.add("fast"));
        slower.take();
        slow.take();
        fast.take();
        fast.filled();
        assertThat(fast.take()).isNull();
        assertThat(asked).containsExactly("slower");
    }

    @Test
    void whoHasLeftStillGivesBackWhatReachesIt() {
        BlockPool pool = new BlockPool(2);
        var holder = pool.share(delivered::add, () -> {});
        var gone = pool.share(delivered::add, NEVER);
        List<Block> all = takeAll(holder);
        assertThat(gone.take()).isNull();
        gone.leave();
        holder.leave();
        all.forEach(Block::discard);
        assertThat(delivered).isEmpty();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void aBlockReturnsWhenItsLastReaderIsDone() {
        BlockPool pool = new BlockPool(2);
        Block block = pool.share(delivered::add, NEVER).take();
        block.memory().put((byte) 7);
        block.handOver(3);
        block.done();
        block.done();
        assertThat(pool.lent()).isOne();
        assertThat(block.view().remaining()).isOne();
        block.done();
        assertThat(pool.lent()).isZero();
    }

    private List<Block> takeAll(BlockPool.Share share) {
        List<Block> taken = new ArrayList<>();
        for (Block block = share.take(); block != null; block = share.take()) {
            taken.add(block);
        }
        return taken;
    }
}
