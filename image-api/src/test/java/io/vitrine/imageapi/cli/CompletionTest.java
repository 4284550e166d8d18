package io.vitrine.imageapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command explains itself, and a shell knows all of them. */
class CompletionTest {
    @Test
    void theScriptKnowsCommandsAndTheirOptions() {
        StringWriter out = new StringWriter();

        int code = ImageAdmin.commandLine().setOut(new PrintWriter(out, true)).execute("completion");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("complete", "image-admin", "upgrade-check", "--dry-run", "discard");
    }

    @Test
    void everyCommandHasADescriptionAndHelp() {
        each(ImageAdmin.commandLine());
    }

    private static void each(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description())
                .as(command.getCommandName())
                .isNotEmpty();
        command.getSubcommands().values().forEach(CompletionTest::each);
    }
}
