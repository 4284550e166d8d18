package io.vitrine.storegateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vitrine.storegateway.inspect.Corpus.Sample;
import io.vitrine.storegateway.inspect.Verdict.Accepted;
import io.vitrine.storegateway.inspect.Verdict.Refused;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of the corpus gets its verdict, however the bytes come. */
class InspectionTest {
    static final FormatRules RULES =
            new FormatRules(true, false, Set.of("streamOptimized", "monolithicSparse"), Set.of(), false);
    static final long CAP = 1L << 50;

    private static final long MOST_MEMORY = 16L << 20;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Sample> samples() {
        return Corpus.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesGetTheirVerdictInOnePiece(Sample sample) {
        assertVerdict(sample, whole(sample, RULES));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesGetTheSameVerdictInPiecesOfAnySize(Sample sample) {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            Inspection inspection = new Inspection(sample.declared(), RULES, CAP);
            ByteBuffer bytes = ByteBuffer.wrap(sample.bytes());
            while (bytes.hasRemaining()) {
                int piece = Math.min(bytes.remaining(), random.nextBoolean() ? 1 : 1 + random.nextInt(9_000));
                inspection.accept(bytes.slice(bytes.position(), piece));
                bytes.position(bytes.position() + piece);
            }
            assertVerdict(sample, inspection.finish());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesGetTheSameVerdictOneByOne(Sample sample) {
        // The first bytes of a large file are where it is decided; in the rest, pieces are larger.
        int single = Math.min(sample.bytes().length, 200_000);
        Inspection inspection = new Inspection(sample.declared(), RULES, CAP);
        for (int i = 0; i < single; i++) {
            inspection.accept(ByteBuffer.wrap(sample.bytes(), i, 1));
        }
        inspection.accept(ByteBuffer.wrap(sample.bytes(), single, sample.bytes().length - single));
        assertVerdict(sample, inspection.finish());
    }

    @ParameterizedTest
    @MethodSource("samples")
    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    void noFileTakesMuchMemoryOrTime(Sample sample) {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        whole(sample, RULES);
        assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsRefusedEarlyIsRefusedInTheEnd(Sample sample) {
        Inspection inspection = new Inspection(sample.declared(), RULES, CAP);
        inspection.accept(ByteBuffer.wrap(sample.bytes()));
        var early = inspection.refusal();
        Verdict last = inspection.finish();
        if (early.isPresent()) {
            assertThat(last).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whatCannotBecomeRightIsRefusedAfterItsFirstBytes() {
        Inspection backed = new Inspection("qcow2", RULES, CAP);
        backed.accept(ByteBuffer.wrap(Crafted.qcow2(3, Crafted.number(8, 512)), 0, 100));
        assertThat(backed.refusal())
                .get()
                .extracting(Refused::sentence)
                .asString()
                .contains("backing file");
        Inspection other = new Inspection("vdi", RULES, CAP);
        other.accept(ByteBuffer.allocate(65_536));
        assertThat(other.refusal())
                .get()
                .extracting(Refused::sentence)
                .asString()
                .endsWith("vdi: it is raw.");
        Inspection still = new Inspection("vhd", RULES, CAP);
        still.accept(ByteBuffer.allocate(65_536));
        assertThat(still.refusal()).isEmpty();
    }

    @Test
    void terabytesCostNothingAfterTheFirstMebibyte() {
        ByteBuffer block = ByteBuffer.allocateDirect(256 * 1024);
        Inspection inspection = new Inspection("raw", RULES, CAP);
        for (int i = 0; i < 100; i++) {
            inspection.accept(block);
            inspection.refusal();
        }
        long memory = MEMORY.getCurrentThreadAllocatedBytes();
        int blocks = 4 << 20;
        for (int i = 0; i < blocks; i++) {
            inspection.accept(block);
        }
        assertThat(MEMORY.getCurrentThreadAllocatedBytes() - memory).isLessThan(blocks * 200L);
        assertThat(inspection.finish()).isEqualTo(new Accepted("raw", (blocks + 100L) * block.capacity()));
    }

    @Test
    void withoutTheMatchOtherFormatsAreTakenButNotUnsafeOnes() {
        FormatRules lax = new FormatRules(false, false, Set.of(), Set.of(), false);
        assertThat(whole(Sample.bad("", "vmdk", new byte[4096], ""), lax)).isEqualTo(new Accepted("raw", null));
        assertThat(whole(Sample.bad("", "vmdk", Crafted.vdi(Crafted.asIs()), ""), lax))
                .isEqualTo(new Accepted("vdi", null));
        assertThat(whole(Sample.bad("", "vmdk", Crafted.qcow2(3, Crafted.number(8, 512)), ""), lax))
                .isInstanceOf(Refused.class);
        assertThat(whole(Sample.bad("", "vmdk", Crafted.beginning("QED\0"), ""), lax))
                .isInstanceOf(Refused.class);
    }

    @Test
    void rawCanBeMadeToMeanRaw() {
        FormatRules strict = new FormatRules(true, true, Set.of(), Set.of(), false);
        assertThat(whole(Sample.bad("", "raw", Crafted.iso(Crafted.asIs()), ""), strict))
                .isInstanceOf(Refused.class);
        assertThat(whole(Sample.bad("", "raw", Crafted.gpt(Crafted.asIs()), ""), strict))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void anEmptyListOfVmdkTypesAllowsNone() {
        FormatRules none = new FormatRules(true, false, Set.of(), Set.of(), false);
        byte[] vmdk = Crafted.vmdk(Crafted.descriptor("monolithicSparse", ""), Crafted.asIs());
        assertThat(whole(Sample.bad("", "vmdk", vmdk, ""), none)).isInstanceOf(Refused.class);
    }

    @Test
    void aCheckOfPartitionsCanBeWaived() {
        byte[] flags = Crafted.mbr(Crafted.secondPartition(0x80, 16, 8));
        byte[] noCopy = Crafted.gpt(Crafted.number(512 + 32, 64));
        for (PartitionCheck check : PartitionCheck.values()) {
            FormatRules waived = new FormatRules(true, false, Set.of(), Set.of(check), false);
            Class<?> mbr = check == PartitionCheck.MBR ? Accepted.class : Refused.class;
            Class<?> gpt = check == PartitionCheck.GPT ? Accepted.class : Refused.class;
            assertThat(whole(Sample.bad("", "gpt", flags, ""), waived)).isInstanceOf(mbr);
            assertThat(whole(Sample.bad("", "gpt", noCopy, ""), waived)).isInstanceOf(gpt);
        }
    }

    @Test
    void encryptionInsideIsTakenWhereLuksIs() {
        FormatRules rules = new FormatRules(true, false, Set.of(), Set.of(), true);
        byte[] encrypted = Crafted.qcow2(3, Crafted.integer(32, 2));
        assertThat(whole(Sample.bad("", "qcow2", encrypted, ""), rules)).isInstanceOf(Accepted.class);
    }

    private static Verdict whole(Sample sample, FormatRules rules) {
        Inspection inspection = new Inspection(sample.declared(), rules, CAP);
        inspection.accept(ByteBuffer.wrap(sample.bytes()));
        return inspection.finish();
    }

    private static void assertVerdict(Sample sample, Verdict verdict) {
        if (sample.refusal().isEmpty()) {
            assertThat(verdict).isEqualTo(new Accepted(sample.found(), sample.virtualSize()));
        } else {
            assertThat(verdict).isInstanceOf(Refused.class);
            assertThat(((Refused) verdict).sentence()).contains(sample.refusal());
        }
    }

    @Test
    void theCorpusHasNoSampleTwice() {
        List<String> names = Corpus.all().map(Sample::toString).toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
