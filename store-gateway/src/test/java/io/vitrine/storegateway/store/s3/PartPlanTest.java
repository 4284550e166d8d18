package io.vitrine.storegateway.store.s3;

import static io.vitrine.storegateway.store.s3.PartPlan.LARGEST_OBJECT;
import static io.vitrine.storegateway.store.s3.PartPlan.MIB;
import static io.vitrine.storegateway.store.s3.PartPlan.MOST_PARTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arithmetic only: nobody sends five tebibytes. */
class PartPlanTest {
    private static final long LARGEST_PART = 5L << 30;

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 10, 16})
    void fiveTebibytesOfUnknownSizeFitIntoTheParts(long chunk) {
        PartPlan plan = PartPlan.within(16 * MIB, chunk * MIB, 1);
        long sum = 0;
        int number = 0;
        while (sum < LARGEST_OBJECT) {
            number++;
            long part = plan.partSize(number, OptionalLong.empty());
            assertThat(part).isBetween(PartPlan.SMALLEST_PART, LARGEST_PART);
            sum += part;
        }
        assertThat(number).isLessThanOrEqualTo(MOST_PARTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {17, 16 * 10_000, 16 * 10_000 + 1, 1_000_000, 5L << 20})
    void anyKnownSizeIsCutIntoEqualPartsThatAreFewEnough(long mib) {
        for (long size : new long[] {mib * MIB, mib * MIB - 1, Math.min(mib * MIB + 1, LARGEST_OBJECT)}) {
            long part = PartPlan.USUAL.partSize(1, OptionalLong.of(size));
            assertThat(part).isBetween(PartPlan.SMALLEST_PART, LARGEST_PART);
            assertThat(Math.ceilDiv(size, part)).isLessThanOrEqualTo(MOST_PARTS);
            assertThat(PartPlan.USUAL.partSize(MOST_PARTS, OptionalLong.of(size)))
                    .isEqualTo(part);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,16", "1000,16", "1001,32", "1600,32", "1601,64", "2201,128", "9000,1024", "10000,1024"})
    void partsOfAnUnknownSizeGrowLate(int number, long mib) {
        assertThat(PartPlan.USUAL.partSize(number, OptionalLong.empty())).isEqualTo(mib * MIB);
    }

    @Test
    void whatFitsIntoOneRequestIsOnePart() {
        assertThat(PartPlan.USUAL.partSize(1, OptionalLong.of(0))).isOne();
        assertThat(PartPlan.USUAL.partSize(1, OptionalLong.of(5))).isEqualTo(5);
        assertThat(PartPlan.USUAL.partSize(1, OptionalLong.of(16 * MIB))).isEqualTo(16 * MIB);
    }

    @Test
    void boundsLowerThePartsAndNeverRaiseThem() {
        assertThat(PartPlan.within(100 * MIB, 10 * MIB, 2)).isEqualTo(new PartPlan(16 * MIB, 10 * MIB, 2));
        assertThat(PartPlan.within(6 * MIB, 10 * MIB, 1)).isEqualTo(new PartPlan(6 * MIB, 6 * MIB, 1));
    }
}
