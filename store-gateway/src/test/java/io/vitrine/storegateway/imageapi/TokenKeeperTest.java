package io.vitrine.storegateway.imageapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.client.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the issuer is asked, whatever it answers and however many want a token. */
class TokenKeeperTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final List<Promise<Tokens>> asked = new ArrayList<>();
    private Instant now = START;
    private Duration after;
    private Runnable due;
    private final TokenKeeper keeper = new TokenKeeper(this::ask, this::alarm, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void manyWhoWantATokenAskOnce() {
        List<Future<String>> wanted = current(50);
        answer("a");
        assertThat(asked).hasSize(1);
        assertThat(wanted).allSatisfy(token -> assertThat(token.result()).isEqualTo("a"));
    }

    @Test
    void whileTheIssuerIsAwayItIsAskedOncePerRetryHoweverManyWantAToken() {
        current(50);
        for (int attempt = 1; attempt <= 5; attempt++) {
            fail();
            assertThat(current(50))
                    .allSatisfy(refused -> assertThat(refused.failed()).isTrue());
            assertThat(asked).hasSize(attempt);
            assertThat(after).isEqualTo(TokenKeeper.RETRY);
            due.run();
            assertThat(asked).hasSize(attempt + 1);
        }
        answer("a");
        assertThat(keeper.current().result()).isEqualTo("a");
    }

    @Test
    void aTokenIsRenewedBeforeItExpiresAndStaysGoodWhileTheIssuerIsAway() {
        keeper.fetch();
        answer("a");
        assertThat(after).isEqualTo(LIFE.multipliedBy(2).dividedBy(3));
        now = now.plus(after);
        due.run();
        fail();
        assertThat(keeper.current().result()).isEqualTo("a");
        now = START.plus(LIFE);
        assertThat(keeper.current().failed()).isTrue();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoeverAskedLastTheNextRenewalIsOne() {
        keeper.fetch();
        answer("a");
        Runnable first = due;
        now = START.plus(LIFE);
        keeper.current();
        first.run();
        assertThat(asked).hasSize(2);
    }

    private List<Future<String>> current(int times) {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(keeper.current());
        }
        return all;
    }

    private Future<Tokens> ask() {
        asked.add(Promise.promise());
        return asked.getLast().future();
    }

    private void alarm(Duration when, Runnable action) {
        after = when;
        due = action;
    }

    private void answer(String token) {
        asked.getLast().complete(new Tokens(token, now.plus(LIFE).getEpochSecond(), null, null, null, null, "service"));
    }

    private void fail() {
        asked.getLast().fail("503");
    }
}
