package io.vitrine.importworker.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.oidc.client.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of the own token while the issuer is slow or away. */
class ServiceTokenTest {
    private static final Duration FRESH = Duration.ofSeconds(10);
    /** Longer than the token lives: it is about to expire from the start. */
    private static final Duration AGEING = Duration.ofMinutes(10);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);

    @Test
    void aValidTokenStaysInUseWhileTheIssuerIsAway() {
        ServiceToken token = new ServiceToken(() -> {
            if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("away");
            }
            return token(1, AGEING);
        });
        assertThat(token.get()).hasValue("token-1");
        await().untilAsserted(() -> {
            assertThat(token.get()).hasValue("token-1");
            assertThat(asked).hasValueGreaterThan(2);
        });
    }

    @Test
    void nobodyWithAValidTokenWaitsForTheNext() {
        ServiceToken token = new ServiceToken(() -> {
            int number = asked.incrementAndGet();
            if (number > 1) {
                awaitSlow();
            }
            return token(number, number == 1 ? AGEING : FRESH);
        });
        for (int i = 0; i < 10; i++) {
            assertThat(token.get()).hasValue("token-1");
        }
        slow.countDown();
        await().untilAsserted(() -> assertThat(token.get()).hasValue("token-2"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void manyWithoutATokenWaitForOneFetch() {
        ServiceToken token = new ServiceToken(() -> {
            awaitSlow();
            return token(asked.incrementAndGet(), FRESH);
        });
        List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
            waiting.add(mine);
            Thread.ofVirtual().start(() -> mine.complete(token.get()));
        }
        slow.countDown();
        assertThat(waiting).allSatisfy(got -> assertThat(got.join()).hasValue("token-1"));
    }

    @Test
    void aRefusedTokenIsReplaced() {
        ServiceToken token = new ServiceToken(() -> token(asked.incrementAndGet(), FRESH));
        assertThat(token.get()).hasValue("token-1");
        token.refused("another");
        assertThat(token.get()).hasValue("token-1");
        token.refused("token-1");
        assertThat(token.get()).hasValue("token-2");
    }

    @Test
    void withoutAnIssuerThereIsNone() {
        ServiceToken token = new ServiceToken(() -> {
            throw new IllegalStateException("away");
        });
        assertThat(token.get()).isEmpty();
    }

    private void awaitSlow() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tokens token(int number, Duration skew) {
        long expires = Instant.now().plus(Duration.ofMinutes(5)).getEpochSecond();
        return new Tokens("token-" + number, expires, skew, null, null, null, "service");
    }
}
