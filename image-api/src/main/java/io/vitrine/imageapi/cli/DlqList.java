package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.deadletter.DeadLetter;
import io.vitrine.imageapi.deadletter.DeadLetters;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints dead letters. */
@Command(
        name = "list",
        description = "List records that wait for somebody, oldest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Replay one after its cause is mended; discard what nobody can use. A record that",
            "was lost so blocks nothing: whatever it was about is asked for again when it is due."
        })
final class DlqList implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this one, such as images.cmd.store.v1.dlq.")
    private @Nullable String topic;

    @Override
    public void run() {
        DeadLetters letters = Arc.container().instance(DeadLetters.class).get();
        List<DeadLetter> all = letters.list(DlqChange.known(spec, letters, topic));
        if (output.isJson()) {
            output.say("", Map.of("records", all.stream().map(DlqList::facts).toList()));
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (all.isEmpty()) {
            out.println("Nothing waits.");
        } else {
            Table table = new Table("ID", "ARRIVED", "TYPE", "KEY", "REASON");
            all.forEach(letter -> table.row(
                    letter.id(),
                    letter.arrived().toString(),
                    letter.type() == null ? "-" : Printable.line(letter.type()),
                    letter.key() == null ? "-" : Printable.line(letter.key()),
                    Printable.line(letter.reason())));
            table.print(out);
        }
        out.flush();
    }

    static Map<String, @Nullable Object> facts(DeadLetter letter) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("id", letter.id());
        facts.put("origin", letter.origin());
        facts.put("arrived", letter.arrived().toString());
        facts.put("type", letter.type());
        facts.put("key", letter.key());
        facts.put("reason", letter.reason());
        facts.put("bytes", letter.payload().length);
        return facts;
    }
}
