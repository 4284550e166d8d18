package io.vitrine.imageapi.deadletter;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.deadletter.DeadLetter.Place;
import io.vitrine.imageapi.deadletter.DeadLetterTopics.Span;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters as operators deal with them: once each, and with a trace of who did what. */
@Unremovable
@ApplicationScoped
public class DeadLetters {
    private static final Logger AUDIT = LoggerFactory.getLogger("io.vitrine.audit");
    private static final String DEALT_WITH =
            "select record_offset from dead_letters where topic_id = ? and partition = ? and record_offset >= ?";
    private static final String DEAL = """
            insert into dead_letters (topic_id, partition, record_offset, topic, action, actor, acted_at)
            values (?, ?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing
            """;

    private final DeadLetterTopics topics;
    private final Sql sql;

    DeadLetters(DeadLetterTopics topics, Sql sql) {
        this.topics = topics;
        this.sql = sql;
    }

    /** The topics that there may be letters in. */
    public List<String> topics() {
        return DeadLetterTopics.ALL;
    }

    /** How many letters wait in each topic; an absent topic is not among them. */
    public Map<String, Long> waiting() {
        Map<String, Long> counts = new TreeMap<>();
        topics.spans(DeadLetterTopics.ALL)
                .forEach(span -> counts.merge(
                        span.first().topic(), span.size() - dealtWith(span).size(), Long::sum));
        return counts;
    }

    /**
     * The letters that wait.
     *
     * @param topic null for all
     */
    public List<DeadLetter> list(@Nullable String topic) {
        List<DeadLetter> letters = new ArrayList<>();
        for (Span span : topics.spans(topic == null ? DeadLetterTopics.ALL : List.of(topic))) {
            Set<Long> done = dealtWith(span);
            topics.read(span).stream()
                    .filter(letter -> !done.contains(letter.place().offset()))
                    .forEach(letters::add);
        }
        letters.sort((a, b) -> a.arrived().compareTo(b.arrived()));
        return letters;
    }

    /** One that waits, as its id names it. */
    public Optional<DeadLetter> find(String id) {
        String[] parts = id.split(":", 3);
        return DeadLetterTopics.ALL.contains(parts[0])
                ? list(parts[0]).stream()
                        .filter(letter -> letter.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Sends a letter to the topic that it came from, as it was. Whoever is killed between the sending and the noting sends it twice: handlers
     * bear that.
     */
    public void replay(DeadLetter letter, String actor) {
        ConsumerRecord<byte[], byte[]> record = topics.raw(letter.place());
        if (record == null) {
            throw ProblemException.conflict("%s is not in Kafka any more.".formatted(letter.id()));
        }
        topics.resend(letter, record.key(), DeadLetterTopics.original(record.headers()));
        deal(letter, "replayed", actor);
    }

    /** Nobody will read it. */
    public void discard(DeadLetter letter, String actor) {
        deal(letter, "discarded", actor);
    }

    private void deal(DeadLetter letter, String action, String actor) {
        Place place = letter.place();
        String topicId = topics.spans(List.of(place.topic())).stream()
                .map(Span::topicId)
                .findFirst()
                .orElseThrow(() -> ProblemException.conflict("The topic %s is gone.".formatted(place.topic())));
        sql.update(DEAL, topicId, place.partition(), place.offset(), place.topic(), action, actor);
        AUDIT.atInfo()
                .addKeyValue("letter", letter.id())
                .addKeyValue("action", action)
                .addKeyValue("actor", actor)
                .log("a dead letter was dealt with");
    }

    private Set<Long> dealtWith(Span span) {
        return new HashSet<>(sql.list(
                DEALT_WITH,
                row -> row.getLong("record_offset"),
                span.topicId(),
                span.first().partition(),
                span.first().offset()));
    }
}
