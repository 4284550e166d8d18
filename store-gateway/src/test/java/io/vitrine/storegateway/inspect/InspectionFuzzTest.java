package io.vitrine.storegateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vitrine.storegateway.inspect.Corpus.Sample;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of the corpus, changed at random: whatever comes of it gets a verdict, in bounded memory. Where the changes go is seeded; {@code
 * -Dinspect.fuzz.seeds=1000} tries more of them.
 */
class InspectionFuzzTest {
    private static final List<String> DECLARED =
            List.of("qcow2", "vmdk", "vhd", "vhdx", "vdi", "iso", "gpt", "luks", "raw", "ami");
    private static final long[] EDGES = {0, 1, -1, 511, 512, 65_535, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final int FILES_PER_SEED = 1_000;
    private static final int MOST_BYTES = 3 << 20;
    private static final long MOST_MEMORY = 16L << 20;
    // Views of the buffer that a piece comes in, gone at once.
    private static final long MOST_PER_PIECE = 300;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    // Most of what a VHDX is can be seen in one; a thousand would take their time for being long.
    private static final List<byte[]> FILES = Corpus.all()
            .filter(sample ->
                    sample.bytes().length < 100_000 || sample.declared().equals("vhdx"))
            .map(Sample::bytes)
            .toList();

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("inspect.fuzz.seeds", 4));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesGetsAVerdict(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES_PER_SEED; i++) {
            byte[] file = mutated(random);
            String declared = DECLARED.get(random.nextInt(DECLARED.size()));
            long before = MEMORY.getCurrentThreadAllocatedBytes();
            Inspection inspection = new Inspection(declared, InspectionTest.RULES, InspectionTest.CAP);
            int pieces = feed(inspection, file, random);
            boolean refusedEarly = inspection.refusal().isPresent();
            Verdict verdict = inspection.finish();
            assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
                    .as("seed %d, file %d", seed, i)
                    .isLessThan(MOST_MEMORY + pieces * MOST_PER_PIECE);
            if (refusedEarly) {
                assertThat(verdict).as("seed %d, file %d", seed, i).isInstanceOf(Verdict.Refused.class);
            }
        }
    }

    private static byte[] mutated(Random random) {
        byte[] file = FILES.get(random.nextInt(FILES.size())).clone();
        if (file.length < 16) {
            return file;
        }
        ByteBuffer bytes = ByteBuffer.wrap(file);
        for (int i = random.nextInt(6); i >= 0; i--) {
            // Headers stand at the beginning: most changes go there.
            int most = random.nextInt(4) == 0 ? file.length : Math.min(file.length, 1024);
            int at = random.nextInt(most - 8);
            switch (random.nextInt(5)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes.putInt(at / 4 * 4, (int) EDGES[random.nextInt(EDGES.length)]);
                case 2 -> bytes.putLong(at / 4 * 4, EDGES[random.nextInt(EDGES.length)]);
                case 3 -> bytes.putLong(at / 4 * 4, Long.reverseBytes(EDGES[random.nextInt(EDGES.length)]));
                default -> {
                    byte[] other = FILES.get(random.nextInt(FILES.size()));
                    int length =
                            Math.min(random.nextInt(600), Math.min(file.length - at, Math.max(0, other.length - at)));
                    System.arraycopy(other, Math.min(at, other.length - length), file, at, length);
                }
            }
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(file.length) : file.length;
        return Arrays.copyOf(file, Math.min(length, MOST_BYTES));
    }

    private static int feed(Inspection inspection, byte[] file, Random random) {
        int longest = 1 << random.nextInt(4, 18);
        int pieces = 0;
        for (int at = 0; at < file.length; pieces++) {
            int piece = Math.min(file.length - at, 1 + random.nextInt(longest));
            inspection.accept(ByteBuffer.wrap(file, at, piece));
            at += piece;
        }
        return pieces;
    }
}
