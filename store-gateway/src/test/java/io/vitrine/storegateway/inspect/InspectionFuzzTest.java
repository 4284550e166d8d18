package io.vitrine.storegateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.vitrine.storegateway.inspect.Corpus.Sample;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes gets a verdict, in bounded memory and time. Every build runs the files of the corpus, each said to be of every format; with
 * {@code JAZZER_FUZZ=1} the fuzzer goes on from there (docs/formats.md).
 */
class InspectionFuzzTest {
    private static final List<String> DECLARED =
            List.of("qcow2", "vmdk", "vhd", "vhdx", "vdi", "iso", "gpt", "luks", "raw", "ami");
    private static final long MOST_MEMORY = 16L << 20;
    // Views of the buffer that a piece comes in, gone at once.
    private static final long MOST_PER_PIECE = 300;
    // A file takes milliseconds; a machine that is busy with other things takes longer.
    private static final Duration MOST_TIME = Duration.ofSeconds(5);
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<byte[]> files() {
        return Corpus.all().map(Sample::bytes).filter(bytes -> bytes.length < 100_000);
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "10m")
    void whateverComesGetsAVerdict(byte[] file) {
        for (String declared : DECLARED) {
            Cost cost = judge(declared, file);
            if (!cost.isBounded()) {
                // Classes that were loaded on the way, and instrumented by the fuzzer, are loaded once.
                cost = judge(declared, file);
            }
            assertThat(cost.isBounded()).as("%s: %s", declared, cost).isTrue();
        }
    }

    private record Cost(long bytes, int pieces, Duration time) {
        boolean isBounded() {
            return bytes < MOST_MEMORY + pieces * MOST_PER_PIECE && time.compareTo(MOST_TIME) < 0;
        }
    }

    private static Cost judge(String declared, byte[] file) {
        Random random = new Random(Arrays.hashCode(file));
        long memory = MEMORY.getCurrentThreadAllocatedBytes();
        long time = System.nanoTime();
        Inspection inspection = new Inspection(declared, InspectionTest.RULES, InspectionTest.CAP);
        int pieces = feed(inspection, file, random);
        boolean refusedEarly = inspection.refusal().isPresent();
        Verdict verdict = inspection.finish();
        Cost cost = new Cost(
                MEMORY.getCurrentThreadAllocatedBytes() - memory, pieces, Duration.ofNanos(System.nanoTime() - time));
        if (refusedEarly) {
            assertThat(verdict).as(declared).isInstanceOf(Verdict.Refused.class);
        }
        return cost;
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
