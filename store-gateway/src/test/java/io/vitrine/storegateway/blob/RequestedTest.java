package io.vitrine.storegateway.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedTest {
    private static final long SIZE = 1_000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 9",
        "bytes=0-0, 0, 0",
        "bytes=990-999, 990, 999",
        "bytes=990-1000, 990, 999",
        "bytes=0-99999999999999999999, 0, 999",
        "bytes=500-, 500, 999",
        "bytes=0-, 0, 999",
        "bytes=999-, 999, 999",
        "bytes=-1, 999, 999",
        "bytes=-1000, 0, 999",
        "bytes=-5000, 0, 999",
        "bytes=-99999999999999999999, 0, 999",
        "Bytes=1-2, 1, 2",
    })
    void oneRangeIsServedAndClippedAtTheEnd(String header, long first, long last) {
        assertThat(Requested.of(header, null, SIZE)).isEqualTo(new Requested.Part(new ByteRange(first, last, SIZE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=1000-",
                "bytes=1000-2000",
                "bytes=10-9",
                "bytes=-0",
                "bytes=-",
                "bytes=",
                "bytes",
                "",
                "items=0-1",
                "bytes=a-b",
                "bytes=1",
                "bytes=1-2-3",
                "bytes=--1",
                "bytes=99999999999999999999-",
                "bytes=2000-1000"
            })
    void whatDoesNotExistOrCannotBeReadIsUnsatisfiable(String header) {
        assertThat(Requested.of(header, null, SIZE)).isEqualTo(new Requested.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=0-1, 5-6", "bytes=0-,"})
    void severalRangesAreRecognised(String header) {
        assertThat(Requested.of(header, null, SIZE)).isEqualTo(new Requested.Several());
    }

    @ParameterizedTest
    @CsvSource({"bytes 0-9/1000, 0, 9", "bytes 5-999/1000, 5, 999", "bytes 5-6/*, 5, 6"})
    void oldClientsSendContentRange(String header, long first, long last) {
        assertThat(Requested.of(null, header, SIZE)).isEqualTo(new Requested.Part(new ByteRange(first, last, SIZE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes 0-1000/1000", "bytes 9-5/1000", "bytes=0-1", "0-1", "bytes 0-99999999999999999999/*"})
    void contentRangeIsNotClipped(String header) {
        assertThat(Requested.of(null, header, SIZE)).isEqualTo(new Requested.Unsatisfiable());
    }

    @Test
    void rangeDecidesWhenBothAreThere() {
        assertThat(Requested.of("bytes=1-1", "bytes 2-2/1000", SIZE))
                .isEqualTo(new Requested.Part(new ByteRange(1, 1, SIZE)));
    }

    @Test
    void withoutHeaderItIsTheWhole() {
        assertThat(Requested.of(null, null, SIZE)).isEqualTo(new Requested.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void anEmptyBlobHasNoRange(String header) {
        assertThat(Requested.of(header, null, 0)).isEqualTo(new Requested.Unsatisfiable());
    }

    @Test
    void rangesBeyond31BitsAreFine() {
        ByteRange range = new ByteRange(1L << 33, (1L << 33) + 9, 1L << 40);
        assertThat(range.length()).isEqualTo(10);
        assertThat(range.contentRange()).isEqualTo("bytes 8589934592-8589934601/1099511627776");
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(5, 4, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(0, 10, 10));
    }
}
