package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.outbox.OutboxStatus;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Messages on their way to Kafka. */
@Command(
        name = "outbox",
        description = "Look at the messages that wait for Kafka.",
        mixinStandardHelpOptions = true,
        subcommands = OutboxCommand.Status.class)
final class OutboxCommand {
    /** Prints what waits. */
    @Command(
            name = "status",
            description = "How many messages wait for Kafka, since when, and which it never accepts.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "A few messages of a second's age are the rule. More and older ones mean that Kafka",
                "is away or that nobody sends. Nothing is lost meanwhile: messages go out in their",
                "order once Kafka is back."
            })
    static final class Status implements Runnable, NeedsService {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public void run() {
            OutboxStatus.Report report =
                    Arc.container().instance(OutboxStatus.class).get().report();
            if (output.isJson()) {
                output.say(
                        "",
                        Map.of(
                                "messages",
                                report.messages(),
                                "oldest_seconds",
                                report.oldestSeconds(),
                                "max_backlog",
                                report.maxBacklog(),
                                "relay",
                                report.relay(),
                                "waiting",
                                report.waiting(),
                                "refused",
                                report.refused()));
                return;
            }
            print(report, spec.commandLine().getOut());
        }

        private static void print(OutboxStatus.Report report, PrintWriter out) {
            out.printf(
                    "%d messages wait, the oldest for %d s. Imports are refused beyond %d.%n",
                    report.messages(), report.oldestSeconds(), report.maxBacklog());
            out.println(report.relay() ? "A process sends them." : "No process sends them: does image-api run?");
            if (!report.waiting().isEmpty()) {
                Table table = new Table("TOPIC", "MESSAGES", "OLDEST (s)");
                report.waiting()
                        .forEach(topic -> table.row(
                                topic.topic(), Long.toString(topic.messages()), Long.toString(topic.oldestSeconds())));
                table.print(out);
            }
            report.refused()
                    .forEach(message -> out.printf(
                            "Kafka never accepts %d (%s, image %s): %s%n",
                            message.seq(), message.type(), message.key(), message.reason()));
            out.flush();
        }
    }
}
