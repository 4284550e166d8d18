package io.vitrine.local.component;

import io.vitrine.local.Component;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Workplace;
import io.vitrine.local.process.Launch;
import io.vitrine.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One Kafka node that is its own controller (KRaft), with the topics of Vitrine and no others made by accident. */
final class KafkaProcess implements LocalProcess {
    private static final String CLUSTER = "vitrine-local-system-A";

    private final Workplace place;

    KafkaProcess(Workplace place) {
        this.place = place;
    }

    @Override
    public Part part() {
        return Component.KAFKA;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.KAFKA, Port.KAFKA_CONTROLLER);
    }

    @Override
    public Set<Part> after() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(settings(), settingsText());
        if (!Files.exists(data().resolve("meta.properties"))) {
            Unpacking.delete(data());
            Files.deleteIfExists(topicsMade());
            List<String> command = java(List.of());
            command.addAll(List.of(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    CLUSTER,
                    "-c",
                    settings().toString()));
            Programs.Answer answer = Programs.run(command, Map.of());
            if (answer.code() != 0) {
                throw new LocalFailure("Kafka cannot make its data folder " + data() + ": "
                        + answer.output().strip());
            }
        }
    }

    private String settingsText() {
        String broker = "127.0.0.1:" + place.port(Port.KAFKA);
        String controller = "127.0.0.1:" + place.port(Port.KAFKA_CONTROLLER);
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@" + controller,
                "controller.listener.names=CONTROLLER",
                "listeners=PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
                "advertised.listeners=PLAINTEXT://" + broker,
                "log.dirs=" + data(),
                "auto.create.topics.enable=false",
                "num.partitions=3",
                "default.replication.factor=1",
                "offsets.topic.num.partitions=3",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=3",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.num.partitions=3",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                // The usual 128 MiB are for clusters, and would not fit into this heap.
                "log.cleaner.dedupe.buffer.size=4194304",
                // One broker has nobody to hand over to; a long farewell would only make "down" slow.
                "controlled.shutdown.enable=false",
                "");
    }

    @Override
    public Launch launch() {
        List<String> command = java(place.jvmFlags(Component.KAFKA));
        command.addAll(List.of("kafka.Kafka", settings().toString()));
        return new Launch(command, Map.of(), folder());
    }

    @Override
    public boolean ready() {
        return KafkaGreeting.answered(place.port(Port.KAFKA));
    }

    @Override
    public void settle() throws IOException {
        String wanted = String.join("\n", Topics.ALL);
        if (Files.exists(topicsMade()) && Files.readString(topicsMade()).equals(wanted)) {
            return;
        }
        makeTopics(place, Topics.ALL);
        Files.writeString(topicsMade(), wanted);
    }

    /** Makes topics where they are not there yet. */
    static void makeTopics(Workplace place, List<String> topics) {
        var jars = new ArrayList<>(place.checkout().classPath(Component.KAFKA));
        jars.add(place.checkout().launcherClasses());
        List<String> command = Jvm.quickStart(64, List.of("-cp", Jvm.classPath(jars)));
        command.addAll(List.of(Topics.class.getName(), "127.0.0.1:" + place.port(Port.KAFKA)));
        command.addAll(topics);
        Programs.Answer answer = Programs.run(command, Map.of());
        if (answer.code() != 0) {
            throw new LocalFailure(
                    "Kafka would not make the topics: " + answer.output().strip());
        }
    }

    private List<String> java(List<String> flags) {
        List<String> command = Jvm.quickStart(192, flags);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS");
        command.add("-cp");
        command.add(Jvm.classPath(place.checkout().classPath(Component.KAFKA)));
        return command;
    }

    private Path folder() {
        return place.folder(Component.KAFKA);
    }

    private Path data() {
        return folder().resolve("data");
    }

    private Path settings() {
        return folder().resolve("server.properties");
    }

    private Path topicsMade() {
        return folder().resolve("topics-made");
    }
}
