package io.vitrine.storegateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void aCallersIdIsKeptWithThePrefix() {
        assertThat(RequestId.of("req-abc")).isEqualTo("req-abc");
        assertThat(RequestId.of("abc")).isEqualTo("req-abc");
    }

    @Test
    void withoutOneThereIsANewOne() {
        assertThat(RequestId.of(null)).matches("req-[0-9a-f-]{36}").isNotEqualTo(RequestId.of(null));
        assertThat(RequestId.of(" ")).matches("req-[0-9a-f-]{36}");
        assertThat(RequestId.of("a b")).matches("req-[0-9a-f-]{36}");
        assertThat(RequestId.of("a\u0001b")).matches("req-[0-9a-f-]{36}");
    }

    @Test
    void sixtyFourCharactersAreTheMost() {
        assertThat(RequestId.acceptable("x".repeat(64))).isTrue();
        assertThat(RequestId.acceptable("x".repeat(65))).isFalse();
        assertThat(RequestId.acceptable(null)).isTrue();
    }
}
