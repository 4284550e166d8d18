package io.vitrine.imageapi.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many dead letters wait in each topic, as it was found in the last minute. */
@ApplicationScoped
class DeadLetterGauge {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterGauge.class);

    private final DeadLetters letters;
    private volatile Map<String, Long> waiting = Map.of();

    DeadLetterGauge(DeadLetters letters) {
        this.letters = letters;
    }

    void register(@Observes StartupEvent start, MeterRegistry metrics) {
        for (String topic : letters.topics()) {
            Gauge.builder("image_dlq_records", () -> waiting.getOrDefault(topic, 0L))
                    .tag("topic", topic)
                    .description("records that no service could read and that wait for an operator")
                    .register(metrics);
        }
    }

    @Scheduled(every = "60s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            waiting = letters.waiting();
        } catch (ProblemException | DatabaseException e) {
            // Kafka or the database is away, which their own gauges and checks say; the last count stays.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("dead letters cannot be counted just now");
        }
    }
}
