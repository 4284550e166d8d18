package io.vitrine.local.component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics, and the small program that makes them; it runs on the broker's class path, in a process of its own. */
public final class Topics {
    private static final int PARTITIONS = 3;

    private static final List<String> FOR_EVERYBODY =
            List.of("images.events.v1", "images.members.v1", "images.tasks.v1");

    private static final List<String> READ_BY_US =
            List.of("images.cmd.import.v1", "images.cmd.store.v1", "images.cmd.key.v1", "images.results.v1");

    /** What we read has beside it a place for records that nobody could read. */
    static final List<String> ALL = Stream.of(
                    FOR_EVERYBODY.stream(),
                    READ_BY_US.stream(),
                    READ_BY_US.stream().map(topic -> topic + ".dlq"))
            .flatMap(topics -> topics)
            .toList();

    private Topics() {}

    /** First the broker's address, then the topics that shall be there. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> topics = Stream.of(args)
                    .skip(1)
                    .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                    .toList();
            for (var made : admin.createTopics(topics).values().values()) {
                try {
                    made.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
