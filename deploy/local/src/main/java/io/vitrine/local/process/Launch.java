package io.vitrine.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started. What is secret goes into {@code environment} or a file: everybody may read command lines.
 *
 * @param stopSignal the signal that asks it to end in good order
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder, String stopSignal) {
    /** Copies, so that nobody changes it under way. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** As above, ended with SIGTERM. */
    public Launch(List<String> command, Map<String, String> environment, Path folder) {
        this(command, environment, folder, "TERM");
    }

    /** Only the program's name: the rest may hold secrets. */
    @Override
    public String toString() {
        return "Launch[" + command.getFirst() + " …]";
    }
}
