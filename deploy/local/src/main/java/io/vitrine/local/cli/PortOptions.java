package io.vitrine.local.cli;

import io.vitrine.local.LocalFailure;
import io.vitrine.local.Port;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option and an environment variable for each port, made from the list of ports. */
final class PortOptions {
    private PortOptions() {}

    static void addTo(CommandSpec command) {
        for (Port port : Port.values()) {
            command.addOption(OptionSpec.builder(port.option())
                    .paramLabel("N")
                    .type(Integer.class)
                    .description("Port of " + port.wantedBy() + " (default " + port.usual() + ", or " + port.variable()
                            + ").")
                    .build());
        }
    }

    /** The ports that the user named; an option wins over the environment. */
    static Map<Port, Integer> named(CommandSpec command, Map<String, String> environment) {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            Integer option = command.findOption(port.option()).getValue();
            String variable = environment.get(port.variable());
            if (option != null) {
                ports.put(port, option);
            } else if (variable != null) {
                ports.put(port, number(port, variable));
            }
        }
        return ports;
    }

    private static int number(Port port, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new LocalFailure(port.variable() + " is \"" + text + "\", which is no port number.", e);
        }
    }
}
