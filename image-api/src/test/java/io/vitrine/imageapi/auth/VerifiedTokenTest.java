package io.vitrine.imageapi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a token lasts, and which roles it brings (spec: policy, 6.2 and 6.4). */
class VerifiedTokenTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(2);

    @Test
    void theWindowEndsToTheSecond() {
        VerifiedToken token = new VerifiedToken("u", "p", Set.of(), Map.of(), Set.of(), EXPIRES);

        assertThat(token.isUsable(EXPIRES.plus(WINDOW).minusSeconds(1), WINDOW)).isTrue();
        assertThat(token.isUsable(EXPIRES.plus(WINDOW), WINDOW)).isTrue();
        assertThat(token.isUsable(EXPIRES.plus(WINDOW).plusSeconds(1), WINDOW)).isFalse();
        assertThat(token.isUsable(EXPIRES.plusSeconds(1), Duration.ZERO)).isFalse();
    }

    @Test
    void rolesBringOthersAlong() {
        ImpliedRoles usual = new ImpliedRoles(List.of(ImpliedRoles.DEFAULT));
        ImpliedRoles own = new ImpliedRoles(List.of("Lead > member", "member>reader", "reader>member"));

        assertThat(usual.expand(Set.of("manager", "service")))
                .containsExactlyInAnyOrder("manager", "member", "reader", "service");
        assertThat(own.expand(Set.of("lead"))).containsExactlyInAnyOrder("lead", "member", "reader");
        assertThat(own.expand(Set.of("admin"))).containsExactly("admin");
        assertThatThrownBy(() -> new ImpliedRoles(List.of("admin>>reader")))
                .hasMessageContaining("images.auth.implied-roles");
    }
}
