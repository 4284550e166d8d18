package io.vitrine.imageapi.deadletter;

import io.quarkus.arc.Unremovable;
import io.vitrine.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The topics that must be there: nobody creates one on the way. */
@Unremovable
@ApplicationScoped
public class TopicLayout {
    private static final List<String> NEEDED = Stream.of(
                    Stream.of(Topics.EVENTS, Topics.MEMBERS, Topics.TASKS),
                    DeadLetterTopics.READ_BY_US.stream(),
                    DeadLetterTopics.ALL.stream())
            .flatMap(topics -> topics)
            .toList();

    private final DeadLetterTopics topics;

    TopicLayout(DeadLetterTopics topics) {
        this.topics = topics;
    }

    /** Partitions of each needed topic; 0 for one that is not there. */
    public Map<String, Integer> partitions() {
        Map<String, Integer> found = topics.partitions(NEEDED);
        Map<String, Integer> all = new TreeMap<>();
        NEEDED.forEach(topic -> all.put(topic, found.getOrDefault(topic, 0)));
        return all;
    }
}
