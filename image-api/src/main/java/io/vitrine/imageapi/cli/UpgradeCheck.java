package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.cli.status.Check;
import io.vitrine.imageapi.cli.status.Check.Level;
import io.vitrine.imageapi.cli.status.ConfigurationChecks;
import io.vitrine.imageapi.cli.status.SystemChecks;
import io.vitrine.imageapi.problem.ProblemException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Whether this installation may be upgraded (spec: seeds, section 5). First the configuration, without the service: with a wrong one it would
 * not start, and that is an answer, too.
 */
@Command(
        name = "upgrade-check",
        description = "Say whether this installation may be upgraded. Changes nothing; the service may run.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 all is well, 1 there are warnings, 2 do not upgrade, 255 the check itself",
            "could not be made: no database, say."
        })
final class UpgradeCheck implements Callable<Integer> {
    static final int BROKEN = 255;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        return run(UpgradeCheck::systemChecks);
    }

    /** @param system what needs the service */
    int run(Supplier<List<Check>> system) {
        try {
            List<Check> checks = new ArrayList<>(ConfigurationChecks.of(ConfigProvider.getConfig()));
            if (Check.worst(checks) == Level.FAILURE) {
                checks.add(
                        new Check("The rest", Level.FAILURE, "not looked at: with this configuration nothing starts"));
            } else {
                checks.addAll(system.get());
            }
            print(checks);
            return Check.worst(checks).exitCode();
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println("The check could not be made: " + ImageAdmin.sentence(e));
            return BROKEN;
        }
    }

    private static List<Check> systemChecks() {
        List<Check> checks = new ArrayList<>();
        int started = QuietService.during(() -> {
            checks.addAll(Arc.container().instance(SystemChecks.class).get().all());
            return 0;
        });
        if (started != 0) {
            throw ProblemException.unavailable("the service does not start with this configuration.", 1);
        }
        return checks;
    }

    private void print(List<Check> checks) {
        if (output.isJson()) {
            output.say("", facts(checks));
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("CHECK", "RESULT", "DETAILS");
        checks.forEach(check -> table.row(check.name(), check.result().word(), check.details()));
        table.print(out);
        out.flush();
    }

    private static Map<String, Object> facts(List<Check> checks) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("result", Check.worst(checks).word());
        facts.put(
                "checks",
                checks.stream()
                        .map(check -> Map.of(
                                "name", check.name(),
                                "result", check.result().word(),
                                "details", check.details()))
                        .toList());
        return facts;
    }
}
