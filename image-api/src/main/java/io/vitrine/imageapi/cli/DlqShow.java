package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.deadletter.DeadLetter;
import io.vitrine.imageapi.deadletter.DeadLetters;
import io.vitrine.imageapi.problem.ProblemException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one dead letter. */
@Command(
        name = "show",
        description = "Show one record: headers, the complaint about it, and what it holds.",
        mixinStandardHelpOptions = true)
final class DlqShow implements Runnable, NeedsService {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(paramLabel = "ID", description = "As 'dlq list' prints it: topic:partition:offset.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public void run() {
        DeadLetter letter = Arc.container()
                .instance(DeadLetters.class)
                .get()
                .find(id)
                .orElseThrow(() -> ProblemException.notFound("No record %s waits.".formatted(id)));
        String payload = text(letter.payload());
        if (output.isJson()) {
            Map<String, @Nullable Object> facts = DlqList.facts(letter);
            facts.put("headers", new TreeMap<>(letter.headers()));
            facts.put("payload", payload);
            output.say("", facts);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        DlqList.facts(letter).forEach((name, value) -> out.println(name + ": " + Printable.of(value)));
        new TreeMap<>(letter.headers())
                .forEach((name, value) -> out.println("header " + Printable.of(name) + ": " + Printable.of(value)));
        out.println();
        out.println(payload);
        out.flush();
    }

    /** Text as it is; anything else as digits. */
    private static String text(byte[] payload) {
        try {
            return Printable.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException e) {
            return "hex " + HexFormat.of().formatHex(payload);
        }
    }
}
