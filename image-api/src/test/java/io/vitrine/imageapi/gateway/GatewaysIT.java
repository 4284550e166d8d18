package io.vitrine.imageapi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.gateway.GatewayAnswer.Done;
import io.vitrine.imageapi.gateway.GatewayAnswer.Refused;
import io.vitrine.imageapi.gateway.GatewayAnswer.Silent;
import io.vitrine.imageapi.gateway.StubGateway.Answer;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to the gateways that live, and the truth about those that do not answer. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class GatewaysIT {
    @SuppressWarnings("rawtypes")
    private static final GatewayCall<Map> CALL = GatewayCall.get("/internal/v1/thing?of=a%20b", Map.class);

    @Inject
    Sql sql;

    @Inject
    Gateways gateways;

    private StubGateway first;
    private StubGateway second;

    @BeforeEach
    void start() throws IOException {
        first = StubGateway.start(asked -> new Answer(200, "{\"name\": \"first\"}"));
        second = StubGateway.start(asked -> new Answer(200, "{\"name\": \"second\"}"));
        second.alone(sql, "second");
        StubGateway.announce(sql, "first", first.url());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        sql.update("delete from gateways");
    }

    @Test
    void allAreAskedWithOurToken() {
        var answers = gateways.all(CALL);

        assertThat(answers).extracting(answer -> answer.gateway().id()).containsExactly("first", "second");
        assertThat(answers)
                .allSatisfy(answer -> assertThat(((Done<?>) answer).body())
                        .isEqualTo(Map.of("name", answer.gateway().id())));
        assertThat(first.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.path()).isEqualTo("/internal/v1/thing?of=a%20b");
            assertThat(asked.token()).startsWith("Bearer service-token-");
        });
    }

    @Test
    void aGatewayThatWasRestartedIsAskedOnce() {
        StubGateway.announce(sql, "first-after-its-restart", first.url());

        assertThat(gateways.all(CALL))
                .extracting(answer -> answer.gateway().id())
                .containsExactlyInAnyOrder("first-after-its-restart", "second");
    }

    @Test
    void whatCannotBeReachedIsToldBesideTheOthersAnswers() throws IOException {
        StubGateway.announce(sql, "nobody", "http://127.0.0.1:" + freePort());
        StubGateway.announce(sql, "nonsense", "nowhere at all");
        second.behave(asked -> Answer.problem(409, "conflict", "Not now."));

        var answers = gateways.all(CALL);

        assertThat(answers).hasSize(4).anySatisfy(answer -> assertThat(answer).isInstanceOf(Done.class));
        assertThat(answers)
                .filteredOn(Silent.class::isInstance)
                .extracting(answer -> answer.gateway().id())
                .containsExactlyInAnyOrder("nobody", "nonsense");
        assertThat(answers)
                .filteredOn(Refused.class::isInstance)
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.gateway().id()).isEqualTo("second");
                    assertThat(((Refused<?>) answer).problem().detail()).isEqualTo("Not now.");
                });
    }

    @Test
    void aGatewayThatHangsCostsNoMoreThanTheCallsTime() {
        CountDownLatch end = new CountDownLatch(1);
        first.behave(asked -> {
            end.await();
            return new Answer(200, "{}");
        });

        var answers = gateways.all(CALL.within(Duration.ofMillis(300)));

        end.countDown();
        assertThat(answers.getFirst())
                .isInstanceOfSatisfying(
                        Silent.class, silent -> assertThat(silent.reason()).contains("PT0.3S"));
        assertThat(answers.getLast()).isInstanceOf(Done.class);
    }

    @Test
    void aGatewayThatWasNotHeardOfLatelyIsNotAsked() {
        sql.update("update gateways set seen_at = clock_timestamp() - interval '40 seconds' where id = 'first'");

        assertThat(gateways.live()).extracting(Gateway::id).containsExactly("second");
    }

    @Test
    void anyOneAnswersAndAnotherIsAskedInstead() {
        first.behave(asked -> Answer.problem(404, "unknown-store", "There is no such store here."));
        assertThat(gateways.any(CALL).gateway().id()).isEqualTo("second");

        first.behave(asked -> new Answer(200, "<html>not one of ours</html>"));
        assertThat(gateways.any(CALL).gateway().id()).isEqualTo("second");

        first.behave(asked -> Answer.problem(403, "forbidden", "The store refuses."));
        assertThat(gateways.any(CALL)).isInstanceOf(Refused.class);
    }

    @Test
    void withoutAnyTheCallerIsToldToTryLater() {
        first.close();
        second.behave(asked -> Answer.problem(404, "unknown-store", "There is no such store here."));

        assertThatThrownBy(() -> gateways.any(CALL))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    @Test
    void aRefusedTokenIsFetchedAnewOnce() {
        List<String> refused = new CopyOnWriteArrayList<>();
        first.behave(asked -> {
            if (refused.isEmpty() || refused.contains(asked.token())) {
                refused.add(asked.token());
                return Answer.problem(401, "unauthenticated", "The service token is invalid or expired.");
            }
            return new Answer(204, "");
        });

        assertThat(gateways.any(CALL))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.body()).isNull());
        assertThat(refused).hasSize(1);
        assertThat(first.asked()).hasSize(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
